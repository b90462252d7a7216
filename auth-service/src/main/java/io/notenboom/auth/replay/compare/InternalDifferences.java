// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.client.RemoteServerException;
import io.notenboom.auth.replay.likeness.Likeness;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.presentation.PresentationRefusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where our internal API does otherwise than recorded ones. */
final class InternalDifferences {

    private InternalDifferences() {}

    static Optional<String> name(ReplayedExchange replayed) {
        return switch (replayed.operation()) {
            case VERIFY -> verifying(replayed);
            case VDR -> resolving(replayed);
            case PRESENTATION_MAKE -> presenting(replayed);
            case WALLET_TOKEN -> scope(replayed).or(() -> unboundToken(replayed));
            case DPOP_MAKE -> proof(replayed);
            default -> Optional.empty();
        };
    }

    private static Optional<String> verifying(ReplayedExchange replayed) {
        boolean onlyTheirs = replayed.theirs().path("validity").asBoolean()
                && !replayed.theirs().has("message")
                && !replayed.ours().body().path("validity").asBoolean(true);
        if (!onlyTheirs) {
            return Optional.empty();
        }
        Presented presented = new Presented(replayed);
        if (replayed.oursSays(CredentialRefusal.LINKED_DATA.description())
                || replayed.oursSays(PresentationRefusal.LINKED_DATA.description())) {
            return presented.undefinedMembers().map(Defect.UNDEFINED_MEMBER::text);
        }
        boolean revoked = replayed.oursSays(CredentialRefusal.REVOKED.description())
                && presented.allSigned()
                && presented.goodInCopies();
        return revoked ? Optional.of(Defect.STATUS_LIST_COPY.text()) : Optional.empty();
    }

    private static Optional<String> resolving(ReplayedExchange replayed) {
        boolean encoded =
                replayed.exchange().url().getRawPath().toLowerCase(Locale.ROOT).contains("did%3a");
        if (encoded
                && replayed.exchange().status() == 400
                && replayed.theySay("invalid DID")
                && replayed.ours().successful()) {
            return Optional.of("ours resolves a DID whose colons are encoded in the path");
        }
        if (!(replayed.theirs().path("document") instanceof ObjectNode theirs)
                || !(replayed.ours().body().path("document") instanceof ObjectNode ours)
                || !theirs.path("@context").isNull()) {
            return Optional.empty();
        }
        ObjectNode rest = theirs.deepCopy();
        rest.remove("@context");
        ObjectNode restOfOurs = ours.deepCopy();
        restOfOurs.remove(
                Set.of("@context", "authentication", "capabilityInvocation", "capabilityDelegation", "keyAgreement"));
        rest.remove(Set.of("authentication", "capabilityInvocation", "capabilityDelegation", "keyAgreement"));
        boolean same = Likeness.differences(rest, restOfOurs, replayed.tolerance(), Set.of())
                        .isEmpty()
                && replayed.theirs()
                        .path("documentMetadata")
                        .equals(replayed.ours().body().path("documentMetadata"));
        return same
                ? Optional.of("ours gives a DID document that is made from its DID a context and all relations")
                : Optional.empty();
    }

    /** Nobody accepts a presentation of credentials about another one than its signer. */
    private static Optional<String> presenting(ReplayedExchange replayed) {
        boolean refused = replayed.exchange().successful()
                && replayed.ours().status() == 400
                && replayed.oursSays("every credential must be about signerDID");
        return refused && new Presented(replayed, replayed.exchange().responseText()).allSigned()
                ? Optional.of("ours makes no presentation of credentials about another DID than its signer")
                : Optional.empty();
    }

    private static Optional<String> scope(ReplayedExchange replayed) {
        if (!(replayed.theirs() instanceof ObjectNode theirs)
                || !replayed.ours().successful()) {
            return Optional.empty();
        }
        String ours = replayed.ours().body().path("scope").asText();
        String asked = replayed.exchange().question().path("scope").asText();
        boolean granted = replayed.around()
                .recording()
                .all()
                .filter(exchange -> exchange.item().equals(replayed.exchange().item())
                        && exchange.within(replayed.exchange())
                        && exchange.method().equals("POST"))
                .map(RecordedExchange::answer)
                .anyMatch(answer -> answer.has("access_token")
                        && answer.path("access_token").equals(theirs.path("access_token"))
                        && answer.path("scope").asText().equals(ours));
        ObjectNode likeOurs = theirs.deepCopy().put("scope", ours);
        List<String> differences =
                Likeness.differences(likeOurs, replayed.ours().body(), replayed.tolerance(), Set.of());
        return granted && theirs.path("scope").asText().equals(asked) && !asked.equals(ours) && differences.isEmpty()
                ? Optional.of(Defect.MORE_SCOPE_THAN_GRANTED.text())
                : Optional.empty();
    }

    /** A token that was asked for with a proof and is not bound to its key could be used by whoever gets hold of it. */
    private static Optional<String> unboundToken(ReplayedExchange replayed) {
        boolean bound = !replayed.exchange()
                .question()
                .path("token_type")
                .asText("DPoP")
                .equalsIgnoreCase("Bearer");
        boolean unbound = replayed.theirs().path("token_type").asText().equalsIgnoreCase("Bearer");
        return bound
                        && unbound
                        && replayed.ours().status() == 502
                        && replayed.oursSays(RemoteServerException.Reason.INVALID_ANSWER.description())
                ? Optional.of("ours refuses a Bearer token in answer to a request with a DPoP proof")
                : Optional.empty();
    }

    /** RFC 7517 section 4.4: alg of a key is optional. */
    private static Optional<String> proof(ReplayedExchange replayed) {
        JsonNode ours = replayed.ours().body();
        List<String> differences = Likeness.differences(replayed.theirs(), ours, replayed.tolerance(), Set.of());
        boolean onlyAlgorithm = differences.equals(List.of("$.dpop<header>.jwk.alg: only they have it"));
        return onlyAlgorithm ? Optional.of("ours leaves the optional alg out of the jwk of a proof") : Optional.empty();
    }
}
