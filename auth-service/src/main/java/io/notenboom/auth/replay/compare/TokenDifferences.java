// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.node.RouteAnswer;
import io.notenboom.auth.replay.node.RouteRequest;
import io.notenboom.auth.replay.signed.JwtText;
import io.notenboom.auth.replay.signed.SignedObject;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.presentation.PresentationRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where our token endpoint does otherwise than recorded ones, and what shows that it is for that reason. */
final class TokenDifferences {

    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private TokenDifferences() {}

    static Optional<String> name(ReplayedExchange replayed) {
        if (replayed.operation() != Operation.TOKEN) {
            return Optional.empty();
        }
        if (replayed.exchange().connectionClosed()) {
            return replayed.ours().status() == 400 && !replayed.ourError().isEmpty()
                    ? Optional.of(Defect.CRASH.text())
                    : Optional.empty();
        }
        boolean theirs = replayed.exchange().successful();
        boolean ours = replayed.ours().successful();
        if (theirs && !ours) {
            return onlyTheyAccept(replayed);
        }
        if (!theirs && ours) {
            return onlyOursAccepts(replayed);
        }
        return theirs ? Optional.empty() : otherError(replayed);
    }

    private static Optional<String> onlyTheyAccept(ReplayedExchange replayed) {
        if (replayed.ourError().equals("invalid_dpop_proof")) {
            return withoutHeaders(replayed, "dpop").successful() ? ProofDefects.name(replayed) : Optional.empty();
        }
        if (replayed.oursSays(CredentialRefusal.REVOKED.description())) {
            Presented presented = new Presented(replayed);
            return presented.allSigned() && presented.goodInCopies()
                    ? Optional.of(Defect.STATUS_LIST_COPY.text())
                    : Optional.empty();
        }
        if (replayed.oursSays(CredentialRefusal.LINKED_DATA.description())
                || replayed.oursSays(PresentationRefusal.LINKED_DATA.description())) {
            return new Presented(replayed).undefinedMembers().map(Defect.UNDEFINED_MEMBER::text);
        }
        if (replayed.oursSays(PresentationRefusal.HOLDER.description())) {
            return holderOfAnother(replayed)
                    ? Optional.of("ours refuses a presentation whose holder is another DID than its signer")
                    : Optional.empty();
        }
        return repeatedParameter(replayed);
    }

    private static boolean holderOfAnother(ReplayedExchange replayed) {
        Presented presented = new Presented(replayed);
        return presented.allSigned()
                && presented.jwts().stream().anyMatch(jwt -> {
                    JsonNode payload = jwt.jwt().payload();
                    String signer = signer(jwt);
                    String holder = payload.path("vp").path("holder").asText(signer);
                    return !holder.equals(signer)
                            && payload.path("iss").asText(signer).equals(signer);
                });
    }

    private static String signer(SignedObject.Jwt jwt) {
        return jwt.jwt().header().path("kid").asText().replaceFirst("#.*", "");
    }

    /** RFC 6749 section 3.2. Shown by the same request with each parameter once. */
    private static Optional<String> repeatedParameter(ReplayedExchange replayed) {
        List<String> pairs = List.of(replayed.exchange().requestText().split("&"));
        Set<String> names = new HashSet<>();
        String once =
                pairs.stream().filter(pair -> names.add(pair.split("=", 2)[0])).collect(Collectors.joining("&"));
        if (names.size() == pairs.size()) {
            return Optional.empty();
        }
        RouteAnswer answer =
                replayed.again(request(replayed, replayed.exchange().requestHeaders(), once));
        return answer.successful()
                        && answer.body().path("scope").equals(replayed.theirs().path("scope"))
                ? Optional.of("ours refuses a parameter that is given twice (RFC 6749 section 3.2)")
                : Optional.empty();
    }

    private static RouteAnswer withoutHeaders(ReplayedExchange replayed, String name) {
        List<Map.Entry<String, String>> headers = replayed.exchange().requestHeaders().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase(name))
                .toList();
        return replayed.again(request(replayed, headers, replayed.exchange().requestText()));
    }

    private static RouteRequest request(
            ReplayedExchange replayed, List<Map.Entry<String, String>> headers, String body) {
        return new RouteRequest(
                replayed.exchange().method(),
                replayed.exchange().url().getRawPath(),
                headers,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> onlyOursAccepts(ReplayedExchange replayed) {
        if (replayed.theySay("nonce has already been used")) {
            RouteAnswer second = replayed.again(RouteRequest.of(replayed.exchange()));
            boolean refused = second.status() == replayed.exchange().status()
                    && second.body().path("error").equals(replayed.theirs().path("error"));
            return refused
                    ? Optional.of("the first use of the nonce is not in the recording; ours refuses the second one")
                    : Optional.empty();
        }
        if (replayed.theySay("\"nbf\" not satisfied: required claim not found")) {
            return presentations(replayed).stream().anyMatch(p -> !p.has("nbf") && p.has("iat"))
                    ? Optional.of("ours accepts a presentation with iat in place of nbf")
                    : Optional.empty();
        }
        if (replayed.theySay("\"(exp|iat|nbf)\" not satisfied")) {
            return presentations(replayed).stream().anyMatch(p -> withinSkew(replayed, p))
                    ? Optional.of("ours allows 5 seconds between clocks")
                    : Optional.empty();
        }
        boolean array = replayed.form().getOrDefault("assertion", "").startsWith("[")
                && replayed.form().getOrDefault("presentation_submission", "").contains("jwt_vp");
        return array && replayed.theySay("does not conform to presentation definition")
                ? Optional.of(Defect.ARRAY_FORMAT.text())
                : Optional.empty();
    }

    private static List<JsonNode> presentations(ReplayedExchange replayed) {
        return new Presented(replayed)
                .jwts().stream()
                        .map(SignedObject.Jwt::jwt)
                        .<JsonNode>map(JwtText::payload)
                        .toList();
    }

    private static boolean withinSkew(ReplayedExchange replayed, JsonNode payload) {
        Instant now = replayed.exchange().startedAt();
        long exp = payload.path("exp").asLong(Long.MAX_VALUE / 2);
        long from = Math.max(payload.path("nbf").asLong(0), payload.path("iat").asLong(0));
        boolean ended = exp <= replayed.exchange().endedAt().getEpochSecond()
                && exp > now.minus(SKEW).getEpochSecond() - 1;
        boolean early = from > now.getEpochSecond() && from <= now.plus(SKEW).getEpochSecond();
        return ended || early;
    }

    private static Optional<String> otherError(ReplayedExchange replayed) {
        Optional<String> page = ErrorPages.name(replayed);
        if (page.isPresent()) {
            return page;
        }
        String grant = replayed.form().getOrDefault("grant_type", "");
        String theirs = replayed.theirs().path("error").asText();
        boolean offered = grant.equals(JWT_BEARER)
                && theirs.equals("unsupported_grant_type")
                && Arrays.asList("invalid_request", "invalid_grant", "invalid_client", "invalid_scope")
                        .contains(replayed.ourError());
        if (offered) {
            return Optional.of("ours offers the JWT bearer grant at its token endpoint");
        }
        boolean userFlow =
                grant.equals("authorization_code") && replayed.ourError().equals("unsupported_grant_type");
        return userFlow && replayed.theySay("missing code parameter")
                ? Optional.of("ours does not offer the authorization code grant")
                : Optional.empty();
    }
}
