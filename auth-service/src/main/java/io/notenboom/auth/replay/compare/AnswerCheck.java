// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.compare.GivenTokens.Given;
import io.notenboom.auth.subject.KeyTimes;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.did.DidUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether our answers are equal to the recorded ones, or differ for a reason that has a name and is shown. */
public final class AnswerCheck {

    private static final List<Function<ReplayedExchange, Optional<String>>> NAMED = List.of(
            TokenDifferences::name,
            IntrospectionDifferences::name,
            PublicDifferences::name,
            InternalDifferences::name,
            KnownStatuses::name);

    private AnswerCheck() {}

    /** Compares an answer with ours. */
    public static void check(ReplayedExchange replayed, Findings findings) {
        List<String> problems = problems(replayed, findings);
        String label = replayed.operation().label();
        @Nullable String named = null;
        if (problems.isEmpty()) {
            findings.held(label + " answered equally");
        } else {
            named = NAMED.stream()
                    .map(name -> name.apply(replayed))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(null);
            tell(replayed, problems, named, findings);
        }
        cachedError(replayed, findings);
        proof(replayed, findings);
        keys(replayed, findings);
        remember(replayed, named);
    }

    private static void tell(
            ReplayedExchange replayed, List<String> problems, @Nullable String named, Findings findings) {
        if (named != null) {
            findings.differs(named);
            return;
        }
        Optional<String> undecided = IntrospectionDifferences.undecided(replayed);
        if (replayed.exchange().successful()
                && replayed.oursSays(CredentialRefusal.CERTIFICATE_STATUS_UNKNOWN.description())) {
            undecided = Optional.of("the revocation list of a certificate is not in the recording");
        }
        if (undecided.isEmpty() && KnownStatuses.isUnknownFailure(replayed)) {
            undecided = Optional.of("whether the recorded node answers 500 to this mistake of the caller ("
                    + replayed.theirReason().strip() + ") is not known; ours answers "
                    + replayed.ours().status());
        }
        if (undecided.isPresent()) {
            findings.undecided(undecided.get());
            return;
        }
        String where = "exchange " + replayed.exchange().number() + ", "
                + replayed.operation().label() + ": ";
        problems.forEach(problem -> findings.problem(where + problem));
    }

    private static List<String> problems(ReplayedExchange replayed, Findings findings) {
        int theirs = replayed.exchange().status();
        int ours = replayed.ours().status();
        if (theirs != ours || replayed.exchange().connectionClosed()) {
            return List.of("they answered " + theirs + described(replayed.theirReason()) + ", ours " + ours
                    + described(replayed.ourReason()));
        }
        if (!replayed.exchange().successful()) {
            return errors(replayed);
        }
        List<String> problems = new ArrayList<>(
                Listings.is(replayed) ? Listings.differences(replayed, findings) : Bodies.differences(replayed));
        headers(replayed).ifPresent(problems::add);
        return problems;
    }

    private static String described(String reason) {
        String line = reason.replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? "" : " (" + (line.length() <= 200 ? line : line.substring(0, 197) + "...") + ")";
    }

    private static List<String> errors(ReplayedExchange replayed) {
        JsonNode theirs = replayed.theirs();
        List<String> problems = new ArrayList<>();
        boolean problem = theirs.has("title") && theirs.has("status");
        boolean nothing = replayed.exchange().responseText().isBlank();
        if (theirs.has("error")) {
            if (!theirs.path("error").asText().equals(replayed.ourError())) {
                problems.add("their error is " + theirs.path("error").asText() + described(replayed.theirReason())
                        + ", ours " + replayed.ourError() + described(replayed.ourReason()));
            }
            if (theirs.path("error_description").asText("").isBlank()) {
                problems.add("their error has no error_description");
            }
        } else if (problem) {
            if (theirs.path("status").asInt() != replayed.exchange().status()) {
                problems.add(
                        "their problem says status " + theirs.path("status").asText());
            }
            if (theirs.path("detail").asText("").isBlank()) {
                problems.add("their problem has no detail");
            }
        } else if (!nothing) {
            problems.add("their error is neither OAuth nor problem JSON: " + described(replayed.theirReason()));
        }
        if (problems.isEmpty()) {
            Reasons.difference(replayed).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> headers(ReplayedExchange replayed) {
        String theirs = replayed.exchange().responseHeader("Cache-Control").orElse("");
        String ours = replayed.ours().header("cache-control").orElse("");
        boolean cache = theirs.contains("max-age");
        if (cache != ours.contains("max-age") || (cache && !theirs.equals(ours))) {
            return Optional.of("their Cache-Control is \"" + theirs + "\", ours \"" + ours + "\"");
        }
        if (replayed.operation() == Operation.TOKEN && !theirs.matches(".*no-(store|cache).*")) {
            return Optional.of("their answer with a token may be kept by caches");
        }
        String type = mediaType(replayed.exchange().responseHeader("Content-Type"));
        String ourType = mediaType(replayed.ours().header("content-type"));
        return type.equals(ourType) || replayed.ours().body().isMissingNode()
                ? Optional.empty()
                : Optional.of("their Content-Type is \"" + type + "\", ours \"" + ourType + "\"");
    }

    private static String mediaType(Optional<String> header) {
        return header.map(type -> type.split(";", 2)[0].strip()).orElse("application/json");
    }

    private static void cachedError(ReplayedExchange replayed, Findings findings) {
        boolean theirs = replayed.exchange().status() >= 400
                && replayed.exchange()
                        .responseHeader("Cache-Control")
                        .filter(value -> value.contains("max-age"))
                        .isPresent();
        boolean ours = replayed.ours()
                .header("cache-control")
                .filter(value -> value.contains("max-age"))
                .isPresent();
        if (theirs && !ours) {
            findings.differs(Defect.CACHED_ERROR.text());
        }
    }

    /** Recorded nodes take a proof any number of times, which no single exchange shows. */
    private static void proof(ReplayedExchange replayed, Findings findings) {
        Optional<String> proof = replayed.exchange().requestHeader("DPoP");
        boolean accepted = replayed.operation() == Operation.TOKEN
                && replayed.exchange().successful()
                && replayed.ours().successful();
        if (!accepted || proof.isEmpty()) {
            return;
        }
        if (replayed.node().isUsedUp(proof.get(), replayed.exchange().url())) {
            findings.held("the same DPoP proof is refused a second time here (" + Defect.REPLAYED_PROOF.text() + ")");
        } else {
            findings.problem("exchange " + replayed.exchange().number() + ": ours would accept the DPoP proof again");
        }
    }

    /** Ours signs as theirs does now, and with the newest key when every copy of the older document has expired. */
    private static void keys(ReplayedExchange replayed, Findings findings) {
        if (replayed.operation() != Operation.ISSUE || !replayed.exchange().successful()) {
            return;
        }
        Bodies.signingKey(replayed.theirs()).flatMap(DidUrl::tryParse).ifPresent(key -> {
            Optional<String> later = replayed.node()
                    .signingKeyAfter(key.did(), KeyTimes.STANDARD.publishAhead().plusSeconds(1));
            if (later.filter(fragment -> !fragment.equals(key.fragment())).isPresent()) {
                findings.differs(Defect.OLD_KEY_SIGNS_ON.text());
            }
        });
    }

    private static void remember(ReplayedExchange replayed, @Nullable String named) {
        String token = replayed.theirs().path("access_token").asText("");
        if (replayed.operation() == Operation.TOKEN && !token.isEmpty()) {
            String refused = replayed.ours().successful() ? null : named;
            replayed.around().tokens().add(token, new Given(replayed, refused));
        }
    }
}
