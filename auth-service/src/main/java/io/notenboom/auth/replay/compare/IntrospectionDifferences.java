// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.introspection.IntrospectionAnswer;
import io.notenboom.auth.replay.compare.GivenTokens.Given;
import io.notenboom.auth.replay.likeness.Likeness;
import io.notenboom.auth.token.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Where our introspection does otherwise than recorded ones. */
final class IntrospectionDifferences {

    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private IntrospectionDifferences() {}

    static Optional<String> name(ReplayedExchange replayed) {
        if (!isIntrospection(replayed)) {
            return Optional.empty();
        }
        if (replayed.exchange().status() == UNSUPPORTED_MEDIA_TYPE
                && replayed.ours().successful()) {
            return replayed.exchange()
                    .requestHeader("Content-Type")
                    .filter(type -> type.matches("application/x-www-form-urlencoded\\s*;.+"))
                    .map(type -> "ours accepts a form whose Content-Type has a charset");
        }
        boolean onlyTheirs = replayed.theirs().path("active").asBoolean()
                && !replayed.ours().body().path("active").asBoolean(true);
        return onlyTheirs ? inactiveHere(replayed) : otherClient(replayed);
    }

    static boolean isIntrospection(ReplayedExchange replayed) {
        return replayed.operation() == Operation.INTROSPECT || replayed.operation() == Operation.INTROSPECT_EXTENDED;
    }

    /** Why nothing can be said: the token was given before the recording began. */
    static Optional<String> undecided(ReplayedExchange replayed) {
        boolean unknown = isIntrospection(replayed)
                && replayed.theirs().path("active").asBoolean()
                && replayed.around().tokens().find(token(replayed)).isEmpty();
        Optional<Instant> first = replayed.around().recording().exchanges().stream()
                .map(exchange -> exchange.startedAt())
                .findFirst();
        boolean before = first.filter(
                        time -> replayed.theirs().path("iat").asLong(Long.MAX_VALUE) < time.getEpochSecond())
                .isPresent();
        return unknown && before ? Optional.of("the token was given before the recording began") : Optional.empty();
    }

    private static String token(ReplayedExchange replayed) {
        return replayed.form().getOrDefault("token", "");
    }

    private static Optional<String> inactiveHere(ReplayedExchange replayed) {
        Optional<Given> given = replayed.around().tokens().find(token(replayed));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String refused = given.get().refusedHere();
        if (refused != null) {
            return agreesWithRequest(replayed, given.get())
                    ? Optional.of("ours gave no token for this request, so it is not active: " + refused)
                    : Optional.empty();
        }
        Optional<AccessToken> token = replayed.node().adoption().given(token(replayed));
        String form = given.get().request().form().getOrDefault("client_id", "");
        boolean same = token.filter(known -> isLike(replayed, answer(replayed, known), form))
                .isPresent();
        boolean revoked =
                new Presented(replayed, given.get().request().exchange().requestText()).revoked();
        return same && revoked ? Optional.of(Defect.REVOKED_STAYS_ACTIVE.text()) : Optional.empty();
    }

    private static ObjectNode answer(ReplayedExchange replayed, AccessToken token) {
        return replayed.operation() == Operation.INTROSPECT
                ? IntrospectionAnswer.nuts(token)
                : IntrospectionAnswer.nutsExtended(token);
    }

    /** What can be said of the answer about a token that ours did not give. */
    private static boolean agreesWithRequest(ReplayedExchange replayed, Given given) {
        JsonNode theirs = replayed.theirs();
        ReplayedExchange request = given.request();
        long issued = theirs.path("iat").asLong();
        Duration off = Duration.between(
                        Instant.ofEpochSecond(issued), request.exchange().startedAt())
                .abs();
        return theirs.path("scope").equals(request.theirs().path("scope"))
                && theirs.path("client_id").asText().equals(request.form().get("client_id"))
                && request.exchange().url().toString().equals(theirs.path("iss").asText() + "/token")
                && theirs.path("exp").asLong() - issued
                        == request.theirs().path("expires_in").asLong()
                && off.compareTo(request.tolerance()) <= 0;
    }

    /** Ours takes the client id from what the client proved, theirs from the form. */
    private static Optional<String> otherClient(ReplayedExchange replayed) {
        Optional<Given> given = replayed.around().tokens().find(token(replayed));
        if (given.isEmpty() || !(replayed.ours().body() instanceof ObjectNode ours)) {
            return Optional.empty();
        }
        ObjectNode likeTheirs = ours.deepCopy();
        Optional<AccessToken> known = replayed.node().adoption().given(token(replayed));
        String form = given.get().request().form().getOrDefault("client_id", "");
        boolean proved = known.filter(token ->
                        token.client().clientId().equals(ours.path("client_id").asText())
                                && token.client()
                                        .clientId()
                                        .equals(token.client().holder().value()))
                .isPresent();
        boolean otherId = proved && !form.equals(ours.path("client_id").asText());
        if (otherId) {
            likeTheirs.put("client_id", form);
        }
        Set<String> claims =
                known.map(token -> token.evidence().claims().keySet()).orElse(Set.of());
        boolean extended = replayed.operation() == Operation.INTROSPECT_EXTENDED;
        if (!Likeness.differences(replayed.theirs(), likeTheirs, replayed.tolerance(), extended ? claims : Set.of())
                .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                otherId
                        ? "ours says who the client proved to be where theirs repeats the form's client_id"
                        : "ours shows the claims in the extended answer, too");
    }

    /** Whether this is their answer, but for the client id, which theirs repeats from the form. */
    private static boolean isLike(ReplayedExchange replayed, ObjectNode ours, String clientId) {
        return Likeness.differences(
                        replayed.theirs(), ours.deepCopy().put("client_id", clientId), replayed.tolerance(), Set.of())
                .isEmpty();
    }
}
