package dev.parley.media.dtls;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.Signature;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/**
 * The runtime's own cryptography behind BouncyCastle's TLS, because its elliptic curves and AES use the processor's
 * instructions. Only the raw RSA signatures of peers with RSA certificates (GStreamer) come from BouncyCastle: the JDK
 * has none.
 */
final class JdkCrypto extends JcaTlsCrypto {

    JdkCrypto(SecureRandom random) {
        super(new WithRawRsa(), random, random);
    }

    private static final class WithRawRsa extends DefaultJcaJceHelper {

        @Override
        public Signature createSignature(String algorithm) throws NoSuchAlgorithmException {
            return algorithm.equalsIgnoreCase("NoneWithRSA")
                    ? Signature.getInstance(algorithm, RawRsa.PROVIDER)
                    : super.createSignature(algorithm);
        }
    }

    /** Loaded with the first RSA peer only: the provider is large. */
    private static final class RawRsa {
        private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    }
}
