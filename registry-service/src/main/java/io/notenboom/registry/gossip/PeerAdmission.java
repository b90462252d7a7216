// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.kit.listener.PeerCertificates;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.x509.Fingerprints;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;

/**
 * Lets a call on the peer listener in by the certificate that the caller showed in TLS, which has to lead through a node CA to
 * the Foundation: 403 otherwise. 429 asks to come back later.
 */
@Singleton
final class PeerAdmission {

    private final RegistryGossip gossip;
    private final CallRates rates;

    PeerAdmission(RegistryGossip gossip, CallRates rates) {
        this.gossip = gossip;
        this.rates = rates;
    }

    /** Answers a call; {@code answer} gets the caller's certificate. A malformed message counts against the caller. */
    <T> T admit(HttpServerRequest request, CallRates.Kind kind, Function<X509Certificate, T> answer) {
        List<X509Certificate> caller = authenticated(request);
        String node = Fingerprints.x5tS256(caller.getLast());
        try (CallRates.Ongoing _ = rates.begin(node, kind).orElseThrow(PeerAdmission::tooMany)) {
            return answer.apply(caller.getFirst());
        } catch (MalformedMessageException malformed) {
            rates.strike(node);
            throw new ProblemException(GossipProblem.MALFORMED_MESSAGE, String.valueOf(malformed.getMessage()));
        }
    }

    /** The caller's certificate, then its node CA. */
    private List<X509Certificate> authenticated(HttpServerRequest request) {
        try {
            return gossip.trust().requireNode(PeerCertificates.of(request)).certificates();
        } catch (CertificateException refused) {
            throw new ProblemException(
                    GossipProblem.NOT_A_NODE, "show a node identity certificate of this network's Foundation");
        }
    }

    private static ProblemException tooMany() {
        return new ProblemException(GossipProblem.TOO_MANY_CALLS, "come back in some seconds");
    }
}
