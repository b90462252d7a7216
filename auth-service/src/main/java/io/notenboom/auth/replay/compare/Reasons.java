// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether two refusals are for the same reason, told in other words. Reasons that are not known are not compared. */
final class Reasons {

    private static final List<Pair> PAIRS = List.of(
            pair("nonce has already been used", "used"),
            pair("jti already used", "used"),
            pair("invalid/missing nonce", "nonce|not well-formed"),
            pair("audience/domain is missing or does not match", "another audience"),
            pair("valid for too long", "too long"),
            pair("missing creation or expiration date", "from when and until when"),
            pair("credential is revoked", "revoked|nothing more to do"),
            pair("missing required parameters", "missing parameter"),
            pair("not all VCs have the same credentialSubject.id", "about the signer"),
            pair("presentation signer is not credential subject", "about the signer|signs it"),
            pair("presentation holder must equal credential subject", "signs it|about the signer"),
            pair("definition being fulfilled is not required", "another presentation definition"),
            pair(
                    "does not conform to presentation definition",
                    "presentation_submission|do not fulfil|does not fulfil|not signed"),
            pair("invalid presentation submission", "presentation_submission"),
            pair("DPoP header is invalid", "DPoP proof"),
            pair("signing algorithm is not supported", "algorithm|not well-formed"),
            pair("could not verify message|signature verification failed|invalid proof signature", "signature"),
            pair("\"exp\" not satisfied|is expired", "expired"),
            pair("\"(iat|nbf)\" not satisfied", "not valid yet|from when"),
            pair("scope policy '[a-z-]+' does not allow additional scopes", "alone|scope"),
            pair("^url mismatch", "htu"),
            pair("^method mismatch", "htm"),
            pair("^jkt mismatch", "another key"),
            pair("^ath/token claim mismatch", "ath"),
            pair("failed to parse DPoP header", "DPoP proof"),
            pair("missing url", "htu"),
            pair("presentation does not have an expiration", "expiration"),
            pair("DID methods not supported", "DID methods not supported"),
            pair("only JWT presentations are supported", "only JWT"),
            pair("doesn't match required presentation definition", "doesn't match required presentation definition"),
            pair("missing credentials|no matching credentials", "missing|credential"),
            pair("issuer is untrusted|untrusted", "not trusted"),
            pair("subject already exists", "already"));

    private Reasons() {}

    /** What is wrong, if their reason is known and ours is another one. */
    static Optional<String> difference(ReplayedExchange replayed) {
        String theirs = replayed.theirReason();
        String ours = replayed.ourReason();
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        return PAIRS.stream()
                .filter(pair -> pair.theirs().matcher(theirs).find())
                .findFirst()
                .filter(pair -> !pair.ours().matcher(ours).find())
                .map(pair ->
                        "they refuse because \"" + shortened(theirs) + "\", ours because \"" + shortened(ours) + "\"");
    }

    /** Whether their reason is none of those that are known. */
    static boolean isUnknown(ReplayedExchange replayed) {
        return PAIRS.stream()
                .noneMatch(pair -> pair.theirs().matcher(replayed.theirReason()).find());
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 160 ? line : line.substring(0, 157) + "...";
    }

    private static Pair pair(String theirs, String ours) {
        return new Pair(Pattern.compile(theirs), Pattern.compile(ours));
    }

    private record Pair(Pattern theirs, Pattern ours) {}
}
