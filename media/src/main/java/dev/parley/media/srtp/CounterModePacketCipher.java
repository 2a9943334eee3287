package dev.parley.media.srtp;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES_CM_128_HMAC_SHA1_80 (RFC 3711 sections 4.1.1 and 4.2): encrypt, then authenticate with the index's upper part.
 */
final class CounterModePacketCipher implements PacketCipher {

    private static final int TAG_LENGTH = 10;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final Mac mac;
    private final byte[] counter = new byte[16];
    private final byte[] word = new byte[4];
    private final byte[] digest = new byte[20];

    CounterModePacketCipher(byte[] key, byte[] salt, byte[] authenticationKey) {
        this.key = new SecretKeySpec(key, "AES");
        this.salt = salt;
        try {
            this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
            this.mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authenticationKey, "HmacSHA1"));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES in counter mode and HMAC-SHA1", e);
        }
    }

    @Override
    public int tagLength() {
        return TAG_LENGTH;
    }

    @Override
    public int indexWordPosition(int protectedLength) {
        return protectedLength - TAG_LENGTH - INDEX_WORD_LENGTH;
    }

    @Override
    public int sealRtp(byte[] packet, int headerLength, int length, long index, byte[] out, int outOffset) {
        crypt(packet, 0, headerLength, length, RtpHeader.rtpSsrc(packet, 0), index, out, outOffset);
        authenticate(out, outOffset, length, rollOverCounter(index));
        System.arraycopy(digest, 0, out, outOffset + length, TAG_LENGTH);
        return length + TAG_LENGTH;
    }

    @Override
    public boolean openRtp(
            byte[] buffer, int offset, int headerLength, int length, long index, byte[] out, int outOffset) {
        int plainLength = length - TAG_LENGTH;
        authenticate(buffer, offset, plainLength, rollOverCounter(index));
        if (!hasTag(buffer, offset + plainLength)) {
            return false;
        }
        crypt(buffer, offset, headerLength, plainLength, RtpHeader.rtpSsrc(buffer, offset), index, out, outOffset);
        return true;
    }

    @Override
    public int sealRtcp(byte[] packet, int length, int index, byte[] out, int outOffset) {
        crypt(packet, 0, RTCP_CLEAR_LENGTH, length, RtpHeader.rtcpSsrc(packet, 0), index, out, outOffset);
        RtpHeader.putInt(out, outOffset + length, ENCRYPTED_FLAG | index);
        authenticate(out, outOffset, length, ENCRYPTED_FLAG | index);
        System.arraycopy(digest, 0, out, outOffset + length + INDEX_WORD_LENGTH, TAG_LENGTH);
        return length + INDEX_WORD_LENGTH + TAG_LENGTH;
    }

    @Override
    public boolean openRtcp(byte[] buffer, int offset, int length, int index, byte[] out, int outOffset) {
        int plainLength = indexWordPosition(length);
        authenticate(buffer, offset, plainLength, ENCRYPTED_FLAG | index);
        if (!hasTag(buffer, offset + length - TAG_LENGTH)) {
            return false;
        }
        int ssrc = RtpHeader.rtcpSsrc(buffer, offset);
        crypt(buffer, offset, RTCP_CLEAR_LENGTH, plainLength, ssrc, index, out, outOffset);
        return true;
    }

    private static int rollOverCounter(long index) {
        return (int) (index >>> 16);
    }

    private void authenticate(byte[] bytes, int offset, int length, int trailer) {
        RtpHeader.putInt(word, 0, trailer);
        mac.update(bytes, offset, length);
        mac.update(word, 0, word.length);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compares without telling by its time how many bytes were right. */
    private boolean hasTag(byte[] bytes, int offset) {
        int difference = 0;
        for (int i = 0; i < TAG_LENGTH; i++) {
            difference |= bytes[offset + i] ^ digest[i];
        }
        return difference == 0;
    }

    private void crypt(byte[] in, int offset, int clear, int length, int ssrc, long index, byte[] out, int outOffset) {
        System.arraycopy(salt, 0, counter, 0, salt.length);
        for (int i = 0; i < 4; i++) {
            counter[4 + i] ^= (byte) (ssrc >> (24 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            counter[8 + i] ^= (byte) (index >> (40 - 8 * i));
        }
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
            cipher.doFinal(in, offset + clear, length - clear, out, outOffset + clear);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        System.arraycopy(in, offset, out, outOffset, clear);
    }
}
