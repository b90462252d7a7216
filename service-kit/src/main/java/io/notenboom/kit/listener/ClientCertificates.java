// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.notenboom.kit.customer.ClientCertificatePolicy;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.revocation.Denylists;
import io.notenboom.kit.revocation.TrustDomain;
import io.notenboom.trust.secret.Secret;
import io.notenboom.trust.x509.Pem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The certificate of a client on the public listener: as TLS saw it, or as a reverse proxy in front that ended TLS hands it
 * over in {@code Client-Cert} (RFC 9440, or the escaped PEM of NGINX). A proxy is believed only with the key of {@code
 * notenboom.listener.public.ingress-key-file} in {@code X-Ingress-Key}; from anybody else these headers count for nothing.
 * A certificate that a denylist names, or one of its chain, is refused. Nothing else is said about trust: whose certificate
 * it is the caller decides.
 */
@Singleton
public class ClientCertificates {

    /** Header with the key of the reverse proxy. */
    public static final String KEY_HEADER = "X-Ingress-Key";

    /** Header with the client's certificate. */
    public static final String CERTIFICATE_HEADER = "Client-Cert";

    private static final int MIN_KEY = 32;
    private static final int MAX_HEADER = 16_384;

    private final boolean requested;
    private final Optional<Secret> ingressKey;
    private final Denylists denylists;

    /** @throws IllegalStateException when the key file cannot be used */
    public ClientCertificates(NodeConfig config, Denylists denylists) {
        this.denylists = denylists;
        NodeConfig.PublicListener listener = config.listener().publicListener();
        this.requested = listener.clientCertificates() == ClientCertificatePolicy.REQUEST;
        this.ingressKey = listener.ingressKeyFile().map(ClientCertificates::readKey);
    }

    private static Secret readKey(Path file) {
        try {
            String key = Files.readString(file).strip();
            if (key.length() < MIN_KEY) {
                throw new IllegalStateException("the key in " + file + " has fewer than " + MIN_KEY + " characters");
            }
            return Secret.of(key);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("notenboom.listener.public.ingress-key-file", unreadable);
        }
    }

    /** Whether clients can show a certificate at all. */
    public boolean available() {
        return requested || ingressKey.isPresent();
    }

    /**
     * The certificate that the client of a request has the key of, followed by what else of its chain it sent; empty if it
     * showed none, and on other listeners.
     *
     * @throws ProblemException when the reverse proxy hands over what is no certificate, and for one that is denied
     */
    public List<X509Certificate> of(HttpServerRequest request) {
        if (!request.isSSL() || AcceptedBy.current() != Listener.PUBLIC) {
            return List.of();
        }
        return permitted(isIngress(request) ? handedOver(request) : ofConnection(request));
    }

    private List<X509Certificate> permitted(List<X509Certificate> chain) {
        if (chain.stream().anyMatch(certificate -> denylists.refuses(certificate, TrustDomain.CLIENTS))) {
            throw new ProblemException(
                    EdgeProblem.CERTIFICATE_DENIED,
                    "This client certificate is not accepted here any more: ask whoever issued it for another one.");
        }
        return chain;
    }

    private boolean isIngress(HttpServerRequest request) {
        List<String> keys = request.headers().getAll(KEY_HEADER);
        return keys.size() == 1
                && ingressKey
                        .filter(known -> known.equals(Secret.of(keys.getFirst())))
                        .isPresent();
    }

    private static List<X509Certificate> handedOver(HttpServerRequest request) {
        List<String> values = request.headers().getAll(CERTIFICATE_HEADER);
        if (values.isEmpty()) {
            return List.of();
        }
        if (values.size() > 1) {
            throw unreadable();
        }
        return List.of(parse(values.getFirst()));
    }

    /** Reads the value of the header. */
    static X509Certificate parse(String value) {
        if (value.length() > MAX_HEADER) {
            throw unreadable();
        }
        try {
            return value.startsWith(":") && value.endsWith(":") && value.length() > 2
                    ? decoded(Base64.getDecoder().decode(value.substring(1, value.length() - 1)))
                    : Pem.readFirstCertificate(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (CertificateException | IllegalArgumentException malformed) {
            throw unreadable();
        }
    }

    private static X509Certificate decoded(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static ProblemException unreadable() {
        return new ProblemException(
                EdgeProblem.INVALID_REQUEST,
                "The reverse proxy has to send one " + CERTIFICATE_HEADER
                        + " header, as :<base64 of the certificate>: or as URL-encoded PEM.");
    }

    private List<X509Certificate> ofConnection(HttpServerRequest request) {
        if (!requested) {
            return List.of();
        }
        try {
            return Arrays.stream(request.sslSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }
}
