// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import java.util.List;
import java.util.Optional;

/**
 * What whoever restores decides. What takes a risk needs a reason, which stays in the report.
 *
 * @param peers how many peers have to agree about each own stream
 * @param alone why none has to, when that is zero
 * @param older why a checkpoint may be restored that is not the highest one known
 * @param withoutGuard why it may be that there is no rollback guard
 * @param keepGrants why flows, transfers, enforcement points and API tokens come back as they were at the backup
 * @param replaceRedis whether records that Redis has may be replaced
 * @param withoutRedis whether Redis is left as it is
 * @param published files or URLs of status lists that this node published
 * @param auditLogs folders with audit logs of the authorization server that are newer than the backup
 * @param skipPages how many pages of status lists are skipped for each issuer
 */
public record RestoreOptions(
        int peers,
        Optional<String> alone,
        Optional<String> older,
        Optional<String> withoutGuard,
        Optional<String> keepGrants,
        boolean replaceRedis,
        boolean withoutRedis,
        List<String> published,
        List<String> auditLogs,
        int skipPages) {

    /** How many peers have to agree unless another number is given. */
    public static final int PEERS = 2;

    /** How many pages are skipped unless another number is given: a page gives 65,536 entries. */
    public static final int SKIP_PAGES = 16;

    private static final int SHORTEST_REASON = 10;

    /** @throws IllegalArgumentException if a reason is missing or too short, or a number makes no sense */
    public RestoreOptions {
        published = List.copyOf(published);
        auditLogs = List.copyOf(auditLogs);
        if (peers < 0 || skipPages < 1) {
            throw new IllegalArgumentException("the number of peers is 0 or more, that of skipped pages 1 or more");
        }
        if (peers == 0 && alone.isEmpty()) {
            throw new IllegalArgumentException(
                    "with --peers=0 nobody can contradict what this node signs next: say why with" + " --alone=REASON");
        }
        for (Optional<String> reason : List.of(alone, older, withoutGuard, keepGrants)) {
            if (reason.filter(text -> text.strip().length() < SHORTEST_REASON).isPresent()) {
                throw new IllegalArgumentException("a reason has at least " + SHORTEST_REASON + " characters");
            }
        }
    }

    /** With nothing that takes a risk. */
    public static RestoreOptions cautious() {
        return new RestoreOptions(
                PEERS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                List.of(),
                List.of(),
                SKIP_PAGES);
    }
}
