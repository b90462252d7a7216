// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.x509.Pem;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which reverse proxies hand over a client's certificate. */
class ClientCertificatesTest {

    @Test
    void readsTheFormOfRfc9440AndTheEscapedPemOfNginx() throws Exception {
        X509Certificate certificate = certificate();
        String nginx = URLEncoder.encode(Pem.write(certificate), StandardCharsets.UTF_8)
                .replace("+", "%20");

        assertThat(ClientCertificates.parse(":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":"))
                .isEqualTo(certificate);
        assertThat(ClientCertificates.parse(nginx)).isEqualTo(certificate);
        // what NGINX leaves as it is in base64
        assertThat(ClientCertificates.parse(nginx.replace("%2F", "/").replace("%2B", "+")))
                .isEqualTo(certificate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "::",
                ":AAAA:",
                ":not base64:",
                "certificate",
                "%",
                "%zz",
                "-----BEGIN%20CERTIFICATE-----"
            })
    void refusesWhatIsNoCertificate(String value) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ClientCertificates.parse(value));
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ClientCertificates.parse(":" + "A".repeat(20_000) + ":"));
    }

    @Test
    void noServerIsTrustedBecauseEveryClientIs() throws Exception {
        AnyClient any = new AnyClient();
        X509Certificate[] chain = {certificate()};
        any.checkClientTrusted(chain, "EC");
        assertThatExceptionOfType(java.security.cert.CertificateException.class)
                .isThrownBy(() -> any.checkServerTrusted(chain, "EC"));
        assertThatExceptionOfType(java.security.cert.CertificateException.class)
                .isThrownBy(() -> any.checkClientTrusted(new X509Certificate[0], "EC"));
    }

    private static X509Certificate certificate() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X500Name name = new X500Name("CN=client");
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now.minus(Duration.ofHours(1))),
                                Date.from(now.plus(Duration.ofHours(1))),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }
}
