// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Errors for which recorded nodes are known to answer another status than ours: mostly a mistake of the caller that they answer
 * with 500.
 */
final class KnownStatuses {

    private static final List<Known> KNOWN = List.of(
            new Known(Operation.ISSUE, 500, "could not resolve an assertionKey for issuer", Set.of(400)),
            new Known(Operation.ISSUE, 500, "^unsupported credential proof format", Set.of(400)),
            new Known(Operation.ISSUE, 500, "^validation failed: ", Set.of(400)),
            new Known(Operation.ISSUE, 500, "^jsonld: invalid property: ", Set.of(400)),
            new Known(Operation.VDR, 500, "^DID method not supported", Set.of(400)),
            new Known(Operation.VDR, 500, "^did:web non-ok HTTP status: 404", Set.of(404)),
            new Known(Operation.VDR, 500, "^did:web HTTP error", Set.of(503)),
            new Known(Operation.DPOP_MAKE, 500, "^private key not found", Set.of(404)),
            new Known(Operation.STATUS_LIST, 500, "^status list: credential not found", Set.of(404)),
            new Known(Operation.DISCOVERY_REGISTER, 500, "^aud claim is missing or invalid", Set.of(400)),
            new Known(
                    Operation.WALLET_TOKEN,
                    500,
                    "(?s)failed to retrieve remote OAuth Authorization Server metadata:.*(connection refused|no such"
                            + " host|timeout|must contain scheme and host|must be https)",
                    Set.of(400, 503)),
            new Known(
                    Operation.WALLET_TOKEN,
                    400,
                    "(?s)failed to retrieve remote OAuth Authorization Server metadata:.*(connection refused|no such"
                            + " host|timeout)",
                    Set.of(503)),
            new Known(Operation.WALLET_TOKEN, 400, "^remote authorization server: ", Set.of(502)),
            new Known(Operation.WALLET_TOKEN, 400, "^invalid_request - subject not found", Set.of(404)));

    private KnownStatuses() {}

    /** The difference, if this is one of them and their body says the same status. */
    static Optional<String> name(ReplayedExchange replayed) {
        int theirs = replayed.exchange().status();
        boolean told = replayed.theirs().path("status").asInt(theirs) == theirs;
        return KNOWN.stream()
                .filter(known -> told && known.fits(replayed))
                .findFirst()
                .map(known -> Defect.INTERNAL_ERROR.text(
                        theirs + " there, " + replayed.ours().status() + " here"));
    }

    /** Whether a status of 500 or more with a detail that is not known is theirs for what ours calls the caller's mistake. */
    static boolean isUnknownFailure(ReplayedExchange replayed) {
        int theirs = replayed.exchange().status();
        int ours = replayed.ours().status();
        return theirs == 500
                && replayed.theirs().path("status").asInt() == theirs
                && ours >= 400
                && ours < 500
                && Reasons.isUnknown(replayed);
    }

    private record Known(Operation operation, int status, Pattern detail, Set<Integer> ours) {

        Known(Operation operation, int status, String detail, Set<Integer> ours) {
            this(operation, status, Pattern.compile(detail), ours);
        }

        boolean fits(ReplayedExchange replayed) {
            return replayed.operation() == operation
                    && replayed.exchange().status() == status
                    && detail.matcher(replayed.theirReason()).find()
                    && ours.contains(replayed.ours().status());
        }
    }
}
