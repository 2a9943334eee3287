package dev.parley.server.config;

import java.nio.file.Path;

/** Where an option got its value, or a problem is. Its text is for people. */
public sealed interface Origin {

    /** Nobody said anything. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /** @param line counted from 1; 0 means the file as a whole */
    record InFile(Path file, int line, int column) implements Origin {
        @Override
        public String toString() {
            return line == 0 ? file.toString() : file + ":" + line + ":" + column;
        }
    }

    record Environment(String variable) implements Origin {
        @Override
        public String toString() {
            return "environment " + variable;
        }
    }

    /** @param name with its dashes */
    record Flag(String name) implements Origin {
        @Override
        public String toString() {
            return name;
        }
    }
}
