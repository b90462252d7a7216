// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCertificatesTest {

    private final X509Certificate one = new TestNetwork().root().certificate();
    private final X509Certificate other = new TestNetwork().root().certificate();

    @Test
    void aTextIsReadOnceAndAnotherTextIsAnotherOne() {
        String pem = Pem.write(List.of(one, other));
        assertThat(EventCertificates.read(pem)).containsExactly(one, other);
        assertThat(EventCertificates.readFirst(pem))
                .isSameAs(EventCertificates.readFirst(new String(pem.toCharArray())));
        assertThat(EventCertificates.readFirst(Pem.write(other))).isEqualTo(other);
    }

    @Test
    void whatCannotBeReadIsRefusedEveryTime() {
        String wrong = Pem.write(one) + "x";
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> EventCertificates.read(wrong)).isInstanceOf(UnfitCertificateInputException.class);
        }
    }
}
