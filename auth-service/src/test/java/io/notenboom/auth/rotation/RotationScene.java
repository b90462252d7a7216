// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssueOutcome;
import io.notenboom.auth.issuer.IssueRequest;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.Reissuer;
import io.notenboom.auth.issuer.Replacements;
import io.notenboom.auth.revocation.CompromisedKeys;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.store.memory.InMemorySignatures;
import io.notenboom.auth.subject.KeyRotation;
import io.notenboom.auth.subject.KeyTimes;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.status.StatusListType;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A node with an issuer and a holder, whose keys rotate. */
final class RotationScene {

    static final KeyTimes TIMES = KeyTimes.STANDARD;

    final TestNode node = new TestNode();
    final Did issuer = node.subject("issuer");
    final Did holder = node.subject("holder");
    final KeyRotation rotation = new KeyRotation(node.subjectStore, node.custodian, TIMES, node.clock);
    final Revocations revocations = new Revocations(node.tokens, node.events);
    final Replacements replacements = new InMemorySignatures.Replacing();
    final List<String> journal = new CopyOnWriteArrayList<>();
    final CredentialRevocation revocation = revocation(node.issued);
    final DidKeys keys = keys(node.issued);

    private Reissuer reissuer(IssuedStore store) {
        return new Reissuer(node.subjects, node.signers, node.statusLists, store, node.clock);
    }

    CredentialRevocation revocation(IssuedStore store) {
        return new CredentialRevocation(
                store,
                node.statusLists,
                revocations,
                new CredentialRevocation.Replaced(node.subjects, replacements, reissuer(store)));
    }

    /** The same with another store, as one that fails. */
    DidKeys keys(IssuedStore store) {
        CredentialRevocation revoking = revocation(store);
        LostKeys lost = new LostKeys(
                new LostKeys.Issuing(store, revoking, reissuer(store), replacements),
                node.subjects,
                node.wallets,
                (what, object) -> journal.add(what + " " + object),
                node.clock);
        return new DidKeys(
                node.subjects,
                rotation,
                new SignedByKeys(node.marks, store, revoking),
                new DidKeys.Loss(
                        new CompromisedKeys(rotation, revocations),
                        lost,
                        subject -> journal.add("signs again " + subject.value()),
                        (what, object) -> journal.add(what + " " + object)),
                TIMES.policy(),
                node.clock);
    }

    void newKey() {
        node.custodian.create(KeyPurpose.DID);
    }

    OwnDid own() {
        return node.subjects.activeDid(issuer).orElseThrow();
    }

    DidUrl signing() {
        return own().signingKeyId();
    }

    RotationState state(DidUrl method) {
        OwnDid own = own();
        return own.state(own.key(method.fragment()).orElseThrow(), node.clock.instant());
    }

    IssuedCredential issue(@Nullable Instant end) {
        IssueOutcome outcome = node.issuer.issue(new IssueRequest(
                issuer,
                CredentialType.NUTS_ORGANIZATION,
                List.of(CredentialType.NUTS_CONTEXT),
                holder,
                StrictJson.parseObject("{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}", 1_000),
                new IssueRequest.Terms(CredentialFormat.JWT_VC, end, StatusListType.STATUS_LIST_2021)));
        return switch (outcome) {
            case IssueOutcome.Issued issued -> issued.credential();
            case IssueOutcome.ForeignIssuer _, IssueOutcome.Refused _ -> throw new AssertionError("not issued");
        };
    }

    boolean verifies(IssuedCredential credential) {
        try {
            return node.credentials
                    .verify(credential.credential(), node.clock.instant())
                    .issuer()
                    .equals(issuer);
        } catch (CredentialRefusedException refused) {
            return false;
        }
    }

    List<String> wallet() {
        return node.wallets.list(new SubjectId("holder")).stream()
                .map(UnverifiedCredential::content)
                .map(content -> String.valueOf(content.id()))
                .toList();
    }

    List<String> events() {
        return node.events.published();
    }

    /** What the issuer issued beside these. */
    List<IssuedCredential> issuedBeside(IssuedCredential... known) {
        List<IssuedCredential> before = List.of(known);
        return node.issued.issuedBy(issuer).stream()
                .filter(credential -> !before.contains(credential))
                .toList();
    }
}
