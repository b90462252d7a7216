// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.revocation.CompromisedKeys;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.subject.KeyRotation;
import io.notenboom.auth.subject.KeyTimes;
import io.notenboom.auth.subject.SubjectServices;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.custody.KeyCustodian;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Keys and services of own DIDs. */
final class SubjectBeans {

    @Produces
    @Singleton
    KeyTimes keyTimes(AuthConfig config) {
        int days = config.keys().rotateAfterDays();
        return new KeyTimes(
                Duration.ofSeconds(config.keys().publishAheadSeconds()),
                Duration.ofSeconds(config.keys().retiringSeconds()),
                days == 0 ? null : Duration.ofDays(days));
    }

    @Produces
    @Singleton
    KeyRotation keyRotation(SubjectStore store, KeyCustodian custodian, KeyTimes times, InstantSource clock) {
        return new KeyRotation(store, custodian, times, clock);
    }

    @Produces
    @Singleton
    CompromisedKeys compromisedKeys(KeyRotation rotation, Revocations revocations) {
        return new CompromisedKeys(rotation, revocations);
    }

    @Produces
    @Singleton
    SubjectServices subjectServices(SubjectStore store, InstantSource clock) {
        return new SubjectServices(store, clock);
    }
}
