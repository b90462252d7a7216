// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.takeover;

import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.takeover.IssuedTakeover;
import io.notenboom.auth.takeover.SubjectTakeover;
import io.notenboom.custody.KeyCustodian;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires taking over subjects from another node. */
final class TakeoverBeans {

    @Produces
    @Singleton
    SubjectTakeover subjectTakeover(
            SubjectStore store, KeyCustodian custodian, PublicUrl publicUrl, InstantSource clock) {
        return new SubjectTakeover(store, custodian, publicUrl, clock);
    }

    @Produces
    @Singleton
    IssuedTakeover issuedTakeover(Subjects subjects, IssuedStore store, StatusLists statusLists) {
        return new IssuedTakeover(subjects, store, statusLists);
    }
}
