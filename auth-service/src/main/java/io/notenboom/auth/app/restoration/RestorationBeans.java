// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.restoration;

import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.restoration.RestoredStatusLists;
import io.notenboom.auth.statuslist.StatusListAddresses;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.kit.restoring.ReadWhileRestoring;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Wires what is done with status lists after a restore. */
final class RestorationBeans {

    @Produces
    @Singleton
    RestoredStatusLists restoredStatusLists(
            Subjects subjects, StatusLists lists, StatusListAddresses addresses, CredentialRevocation revocation) {
        return new RestoredStatusLists(subjects, lists, addresses, revocation);
    }

    /** What reads, but no status lists: the restored ones may lack revocations. */
    @Produces
    @Singleton
    ReadWhileRestoring readWhileRestoring() {
        return new ReadWhileRestoring(List.of(
                "/.well-known/oauth-authorization-server",
                "/oauth2",
                "/iam",
                "/discovery",
                "/internal/vdr/v2",
                "/internal/vcr/v2",
                "/internal/auth/v2",
                "/internal/discovery/v1",
                "/auth/v1"));
    }
}
