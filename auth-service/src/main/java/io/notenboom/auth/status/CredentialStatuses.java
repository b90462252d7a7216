// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.status;

import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.status.StatusList;
import io.notenboom.trust.status.StatusListException;
import io.notenboom.trust.status.StatusListType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The state of credentials as of this moment, whatever moment is asked for: a revocation counts for the past, too. Entries of
 * own lists are looked up in the store, so a revocation counts at once; lists of others are fetched. An entry of an unknown
 * type, or for another purpose than revocation and suspension, is unknown.
 */
public final class CredentialStatuses implements CredentialStatusChecker {

    private static final Set<String> PURPOSES = Set.of("revocation", "suspension");

    private final StatusLists own;
    private final RemoteStatusLists remote;

    /** Own lists and those of others. */
    public CredentialStatuses(StatusLists own, RemoteStatusLists remote) {
        this.own = own;
        this.remote = remote;
    }

    @Override
    public Outcome check(CredentialStatus status, Did issuer, Instant now) {
        Optional<StatusListType> type = StatusListType.ofEntry(status.type());
        String url = status.listCredential();
        String purpose = status.purpose();
        if (type.isEmpty() || url == null || purpose == null || !PURPOSES.contains(purpose)) {
            return Outcome.UNKNOWN;
        }
        if (own.isOwn(status)) {
            return own.state(status, issuer);
        }
        return remote.find(type.get(), url, issuer)
                .map(list -> state(list, status))
                .orElse(Outcome.UNKNOWN);
    }

    private static Outcome state(StatusList list, CredentialStatus status) {
        try {
            return list.isSet(status) ? Outcome.REVOKED : Outcome.VALID;
        } catch (StatusListException unusable) {
            return Outcome.UNKNOWN;
        }
    }
}
