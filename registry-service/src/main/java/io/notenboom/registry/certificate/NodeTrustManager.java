// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * Which certificates a peer may present in TLS: node identity certificates of this network. That is a certificate for TLS on
 * both sides with a dNSName, issued by a CA of the Foundation; contract certificates, CAs and the root itself are not. Host
 * names are compared by TLS itself.
 */
public final class NodeTrustManager implements X509TrustManager {

    private static final int MAX_CHAIN = 4;
    private static final int DNS_NAME = 2;
    private static final List<String> SERVER_AND_CLIENT = List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

    private final X509Certificate foundationRoot;
    private final InstantSource clock;

    /** Trusts one Foundation. */
    public NodeTrustManager(X509Certificate foundationRoot, InstantSource clock) {
        this.foundationRoot = foundationRoot;
        this.clock = clock;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        check(chain);
    }

    private void check(X509Certificate[] presented) throws CertificateException {
        if (presented.length < 2 || presented.length > MAX_CHAIN) {
            throw new CertificateException("a node presents its certificate and its node CA");
        }
        X509Certificate leaf = presented[0];
        List<String> usages = leaf.getExtendedKeyUsage();
        if (usages == null || !usages.containsAll(SERVER_AND_CLIENT) || !hasDnsName(leaf)) {
            throw new CertificateException("not a node identity certificate");
        }
        try {
            List<X509Certificate> issuer = Arrays.asList(presented).subList(1, presented.length);
            FoundationPath.requireIssuedBy(leaf, List.of(issuer), foundationRoot, clock.instant());
        } catch (UnfitCertificateException e) {
            throw new CertificateException("the node's certificate does not lead to the Foundation", e);
        }
    }

    private static boolean hasDnsName(X509Certificate certificate) throws CertificateParsingException {
        var names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream().anyMatch(name -> Integer.valueOf(DNS_NAME).equals(name.getFirst()));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
