// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.kit.listener.PeerCertificates;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.x509.Fingerprints;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call on the peer listener in by the certificate that the caller showed in TLS, which has to lead through a node CA to
 * the Foundation: 403 otherwise. 429 tells which limit was met and, in {@code Retry-After}, when the next call can pass it.
 */
@Singleton
final class PeerAdmission {

    /** A connection over a limit is closed within this time; another one may be made then, if there is room. */
    private static final Duration UNTIL_CLOSED = Duration.ofSeconds(2);

    private final RegistryGossip gossip;
    private final AcceptedPeers accepted;
    private final CallRates rates;

    PeerAdmission(RegistryGossip gossip, AcceptedPeers accepted, CallRates rates) {
        this.gossip = gossip;
        this.accepted = accepted;
        this.rates = rates;
    }

    /**
     * Answers a call; {@code answer} gets the caller's certificate and the call, to which it adds the bytes that it reads; those
     * of the answer are added here. A malformed message counts against the caller.
     */
    Response admit(
            HttpServerRequest request,
            CallRates.Kind kind,
            BiFunction<X509Certificate, CallRates.Ongoing, Response> answer) {
        List<X509Certificate> caller = authenticated(request);
        if (accepted.isRefused(new VertxConnection(request.connection()))) {
            throw new ProblemException(
                    GossipProblem.TOO_MANY_CONNECTIONS,
                    "this connection will be closed: use the others, or come back",
                    UNTIL_CLOSED);
        }
        String node = Fingerprints.x5tS256(caller.getLast());
        try (CallRates.Ongoing call = begun(node, kind)) {
            Response response = answer.apply(caller.getFirst(), call);
            call.transferred(length(response.getEntity()));
            return response;
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

    private CallRates.Ongoing begun(String node, CallRates.Kind kind) {
        return switch (rates.begin(node, kind)) {
            case CallRates.Ongoing call -> call;
            case CallRates.Refused refused ->
                throw new ProblemException(GossipProblem.TOO_MANY_CALLS, whatToDo(refused.why()), refused.after());
        };
    }

    private static String whatToDo(CallRates.Refusal why) {
        return switch (why) {
            case BANNED -> "this node sent messages that break the protocol: come back in an hour";
            case CALLS -> "too many calls of this kind: come back in some seconds";
            case CALLS_AT_ONCE -> "too many calls at the same time: wait for the answers of those before";
            case BYTES -> "too many bytes: come back in some seconds";
        };
    }

    private static long length(@Nullable Object entity) {
        return switch (entity) {
            case byte[] bytes -> bytes.length;
            case String text -> text.length();
            case null, default -> 0;
        };
    }
}
