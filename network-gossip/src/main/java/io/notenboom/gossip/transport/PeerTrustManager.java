// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.trust.x509.CertificatePath;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides in the TLS handshake whether the other side is a node of this network: its certificate is a node identity
 * certificate that a node CA of the Foundation issued, and is not denied; of a server also that it has the host's name as
 * dNSName. The certificates of the platform and other CAs have no say.
 */
public final class PeerTrustManager extends X509ExtendedTrustManager {

    private final X509Certificate foundationRoot;
    private final InstantSource clock;
    private final Predicate<X509Certificate> denied;

    /**
     * Makes one.
     *
     * @param foundationRoot the only root that counts
     * @param clock tells as of when certificates have to be valid
     * @param denied certificates, of nodes or their CAs, that are refused although their path is valid
     */
    public PeerTrustManager(X509Certificate foundationRoot, InstantSource clock, Predicate<X509Certificate> denied) {
        this.foundationRoot = foundationRoot;
        this.clock = clock;
        this.denied = denied;
    }

    /**
     * Checks a chain as both sides of a connection do, without the name of the host.
     *
     * @param chain node identity certificate, then its node CA
     * @return the verified path
     * @throws CertificateException if it is not a node of this network
     */
    public CertificatePath requireNode(List<X509Certificate> chain) throws CertificateException {
        try {
            CertificatePath path = CertificatePath.verify(chain, foundationRoot, clock.instant());
            NodeCertificate.require(path.leaf());
            if (path.certificates().size() != 2 || path.certificates().stream().anyMatch(denied)) {
                throw new CertificateException("the certificate is denied, or not issued by a node CA");
            }
            return path;
        } catch (UnfitCertificateInputException unfit) {
            throw new CertificateException("the certificate has no valid path to the Nuts Foundation");
        }
    }

    private void requireServer(X509Certificate @Nullable [] chain, @Nullable SSLSession handshake)
            throws CertificateException {
        CertificatePath path = requireNode(chain == null ? List.of() : Arrays.asList(chain));
        String host = handshake == null ? null : handshake.getPeerHost();
        if (host == null || !NodeCertificate.hosts(path.leaf()).contains(host)) {
            throw new CertificateException("the certificate of the peer is not for its host name");
        }
    }

    private void requireClient(X509Certificate @Nullable [] chain) throws CertificateException {
        var unused = requireNode(chain == null ? List.of() : Arrays.asList(chain));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        requireClient(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        requireClient(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        requireClient(chain);
    }

    /** Refuses: without the connection the name of the host cannot be checked. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the host name of the peer is not known");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        requireServer(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        requireServer(chain, engine.getHandshakeSession());
    }

    /** None are told to the other side: its certificate names a node CA, which is not known beforehand. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
