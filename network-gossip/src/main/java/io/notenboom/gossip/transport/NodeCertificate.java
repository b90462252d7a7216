// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The profile of node identity certificates: no CA, for TLS servers and clients, with dNSNames. */
public final class NodeCertificate {

    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final int DNS_NAME = 2;
    private static final int DIGITAL_SIGNATURE = 0;

    private NodeCertificate() {}

    /**
     * Checks the profile, not who issued it.
     *
     * @throws CertificateException if it is another kind of certificate, such as that of a contract
     */
    static void require(X509Certificate certificate) throws CertificateException {
        boolean[] usage = certificate.getKeyUsage();
        List<String> purposes = certificate.getExtendedKeyUsage();
        boolean fits = certificate.getBasicConstraints() < 0
                && usage != null
                && usage[DIGITAL_SIGNATURE]
                && purposes != null
                && purposes.containsAll(List.of(SERVER, CLIENT))
                && !hosts(certificate).isEmpty();
        if (!fits) {
            throw new CertificateException("not a node identity certificate");
        }
    }

    /** Its dNSNames in lower case; wildcards are none. */
    public static List<String> hosts(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                            .filter(name -> !name.contains("*"))
                            .toList();
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }
}
