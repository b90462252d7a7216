// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.trust.key.KeyPurpose;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyPemTest {

    /** A block that is no key. */
    private static final String KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgTESTKEY
            -----END PRIVATE KEY-----
            """;

    private static String pem(String type, byte[] encoded) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + type
                + "-----\n";
    }

    private static KeyPair pair(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 384})
    void thePublicHalfIsComputed(int size) throws Exception {
        KeyPair pair = pair("EC", size);
        KeyPair read = PrivateKeyPem.read(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        assertThat(read.getPublic().getEncoded()).isEqualTo(pair.getPublic().getEncoded());
        assertThat(new InMemoryCustodian(InstantSource.system()).importInUse(KeyPurpose.DID, read))
                .isNotNull();
    }

    @Test
    void othersAreRefusedWithoutAWordOfWhatTheyHold() throws Exception {
        PrivateKey rsa = pair("RSA", 2048).getPrivate();
        PrivateKey ec = pair("EC", 256).getPrivate();
        String one = pem("PRIVATE KEY", ec.getEncoded());
        for (String unfit : List.of(
                KEY,
                "",
                "no pem",
                one + one,
                "text\n" + one,
                pem("EC PRIVATE KEY", ec.getEncoded()),
                pem("ENCRYPTED PRIVATE KEY", ec.getEncoded()),
                pem("PRIVATE KEY", rsa.getEncoded()),
                "x".repeat(PrivateKeyPem.MAX_CHARACTERS + 1))) {
            assertThatThrownBy(() -> PrivateKeyPem.read(unfit))
                    .isInstanceOf(CustodyException.class)
                    .hasNoCause()
                    .hasMessageStartingWith("the file");
        }
    }
}
