// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.certificate;

import io.notenboom.registry.certificate.EventCertificates;
import io.notenboom.registry.event.EventText;
import io.notenboom.registry.rule.Verdict;
import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/**
 * Addition to the seed: a node's address is {@code https://host:port} and the host is a dNSName of the node's certificate, so
 * that nobody can send peers to a machine of someone else.
 */
public final class DoesTheNodeAddressFitTheNodeCertificate {

    private static final int DNS_NAME = 2;

    /** Compares address and certificate; nothing is looked up or called. */
    public Verdict answer(String address, String certificate) {
        return Verdict.of(
                fits(address, certificate),
                getClass(),
                "the address is not https://host:port with a host that is a dNSName of the node's certificate");
    }

    private static boolean fits(String address, String certificate) {
        try {
            URI url = EventText.url(address);
            String plain = "https://" + url.getHost() + ":" + url.getPort();
            return plain.equals(address)
                    && url.getPort() > 0
                    && dnsNames(EventCertificates.readFirst(certificate)).contains(url.getHost());
        } catch (IllegalArgumentException | CertificateParsingException e) {
            return false;
        }
    }

    private static List<String> dnsNames(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? List.of()
                : names.stream()
                        .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList();
    }
}
