// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of keys for TLS. Some authorities, such as PKIoverheid, take RSA only. */
public enum TlsKeyKind {
    /** EC on P-256. */
    EC_P256("ec-p256", "EC", "SHA256withECDSA", new ECGenParameterSpec("secp256r1")),
    /** RSA of 2048 bits. */
    RSA_2048("rsa-2048", "RSA", "SHA256withRSA", rsa(2_048)),
    /** RSA of 3072 bits. */
    RSA_3072("rsa-3072", "RSA", "SHA256withRSA", rsa(3_072)),
    /** RSA of 4096 bits. */
    RSA_4096("rsa-4096", "RSA", "SHA256withRSA", rsa(4_096));

    private final String label;
    private final String algorithm;
    private final String signature;
    private final AlgorithmParameterSpec parameters;

    TlsKeyKind(String label, String algorithm, String signature, AlgorithmParameterSpec parameters) {
        this.label = label;
        this.algorithm = algorithm;
        this.signature = signature;
        this.parameters = parameters;
    }

    private static AlgorithmParameterSpec rsa(int bits) {
        return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
    }

    /** The kind with this label, such as {@code rsa-3072}. */
    public static Optional<TlsKeyKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** How people write it. */
    public String label() {
        return label;
    }

    /** Name of the algorithm with which a request is signed. */
    String signature() {
        return signature;
    }

    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java makes EC and RSA keys", impossible);
        }
    }
}
