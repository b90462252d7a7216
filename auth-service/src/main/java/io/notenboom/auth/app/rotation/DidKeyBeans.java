// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.rotation;

import io.notenboom.auth.app.AuthConfig;
import io.notenboom.auth.discovery.client.Activations;
import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.Reissuer;
import io.notenboom.auth.issuer.Replacements;
import io.notenboom.auth.revocation.CompromisedKeys;
import io.notenboom.auth.rotation.DidKeys;
import io.notenboom.auth.rotation.LostKeys;
import io.notenboom.auth.rotation.SignedByKeys;
import io.notenboom.auth.signature.SignatureIndex;
import io.notenboom.auth.signature.SignatureMarks;
import io.notenboom.auth.store.redis.RedisStores;
import io.notenboom.auth.subject.KeyRotation;
import io.notenboom.auth.subject.KeyTimes;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotationJournal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Rotation of the keys of own DIDs. */
final class DidKeyBeans {

    @Produces
    @Singleton
    SignatureMarks signatureMarks(RedisStores stores) {
        return stores.signatureMarks();
    }

    @Produces
    @Singleton
    SignatureIndex signatureIndex(SignatureMarks marks, AuthConfig config, InstantSource clock) {
        return new SignatureIndex(marks, clock, Duration.ofDays(config.keys().retirementDays()));
    }

    @Produces
    @Singleton
    Replacements replacements(RedisStores stores) {
        return stores.replacements();
    }

    @Produces
    @Singleton
    SignedByKeys signedByKeys(SignatureMarks marks, IssuedStore issued, CredentialRevocation revocation) {
        return new SignedByKeys(marks, issued, revocation);
    }

    @Produces
    @Singleton
    LostKeys.Issuing issuing(
            IssuedStore store, CredentialRevocation revocation, Reissuer reissuer, Replacements replacements) {
        return new LostKeys.Issuing(store, revocation, reissuer, replacements);
    }

    @Produces
    @Singleton
    LostKeys lostKeys(
            LostKeys.Issuing issuing,
            Subjects subjects,
            Wallets wallets,
            RotationJournal journal,
            InstantSource clock) {
        return new LostKeys(issuing, subjects, wallets, journal, clock);
    }

    @Produces
    @Singleton
    DidKeys.Loss loss(CompromisedKeys compromised, LostKeys lost, Activations activations, RotationJournal journal) {
        return new DidKeys.Loss(compromised, lost, activations::renewSoon, journal);
    }

    @Produces
    @Singleton
    Rotatable didKeys(
            Subjects subjects,
            KeyRotation rotation,
            SignedByKeys signed,
            DidKeys.Loss loss,
            KeyTimes times,
            InstantSource clock) {
        return new DidKeys(subjects, rotation, signed, loss, times.policy(), clock);
    }
}
