package dev.parley.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AEAD_AES_128_GCM (RFC 7714): header and index are associated data, the tag follows the ciphertext. */
final class GcmPacketCipher implements PacketCipher {

    private static final int TAG_LENGTH = 16;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final byte[] nonce = new byte[12];
    private final byte[] indexWord = new byte[INDEX_WORD_LENGTH];

    GcmPacketCipher(byte[] key, byte[] salt) {
        this.key = new SecretKeySpec(key, "AES");
        this.salt = salt;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    @Override
    public int tagLength() {
        return TAG_LENGTH;
    }

    @Override
    public int indexWordPosition(int protectedLength) {
        return protectedLength - INDEX_WORD_LENGTH;
    }

    @Override
    public int sealRtp(byte[] packet, int headerLength, int length, long index, byte[] out, int outOffset) {
        try {
            start(Cipher.ENCRYPT_MODE, RtpHeader.rtpSsrc(packet, 0), index);
            cipher.updateAAD(packet, 0, headerLength);
            return transform(packet, 0, headerLength, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean openRtp(
            byte[] buffer, int offset, int headerLength, int length, long index, byte[] out, int outOffset) {
        try {
            start(Cipher.DECRYPT_MODE, RtpHeader.rtpSsrc(buffer, offset), index);
            cipher.updateAAD(buffer, offset, headerLength);
            transform(buffer, offset, headerLength, length, out, outOffset);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int sealRtcp(byte[] packet, int length, int index, byte[] out, int outOffset) {
        try {
            start(Cipher.ENCRYPT_MODE, RtpHeader.rtcpSsrc(packet, 0), index);
            RtpHeader.putInt(indexWord, 0, ENCRYPTED_FLAG | index);
            cipher.updateAAD(packet, 0, RTCP_CLEAR_LENGTH);
            cipher.updateAAD(indexWord);
            int sealed = transform(packet, 0, RTCP_CLEAR_LENGTH, length, out, outOffset);
            System.arraycopy(indexWord, 0, out, outOffset + sealed, INDEX_WORD_LENGTH);
            return sealed + INDEX_WORD_LENGTH;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean openRtcp(byte[] buffer, int offset, int length, int index, byte[] out, int outOffset) {
        try {
            start(Cipher.DECRYPT_MODE, RtpHeader.rtcpSsrc(buffer, offset), index);
            cipher.updateAAD(buffer, offset, RTCP_CLEAR_LENGTH);
            cipher.updateAAD(buffer, offset + indexWordPosition(length), INDEX_WORD_LENGTH);
            transform(buffer, offset, RTCP_CLEAR_LENGTH, indexWordPosition(length), out, outOffset);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies the clear part, runs the cipher over the rest, and returns the length of both in the output. */
    private int transform(byte[] in, int offset, int clear, int length, byte[] out, int outOffset)
            throws GeneralSecurityException {
        int written = cipher.doFinal(in, offset + clear, length - clear, out, outOffset + clear);
        System.arraycopy(in, offset, out, outOffset, clear);
        return clear + written;
    }

    /** RFC 7714 sections 8.1 and 9.1: two zero bytes, SSRC and 48-bit index, all XORed with the salt. */
    private void start(int mode, int ssrc, long index) throws GeneralSecurityException {
        RtpHeader.putInt(nonce, 2, ssrc);
        nonce[6] = (byte) (index >> 40);
        nonce[7] = (byte) (index >> 32);
        RtpHeader.putInt(nonce, 8, (int) index);
        nonce[0] = 0;
        nonce[1] = 0;
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] ^= salt[i];
        }
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
    }
}
