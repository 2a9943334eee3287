-- Whether everybody who enters must show a PrivateMapKey.
ALTER TABLE application ADD COLUMN permission_control INTEGER NOT NULL DEFAULT 0;
