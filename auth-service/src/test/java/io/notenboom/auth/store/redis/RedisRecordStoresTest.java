// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.Replacements;
import io.notenboom.auth.issuer.SignedCredentials;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.signature.SignatureMarks;
import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.standing.IssuerRegistration.Standing;
import io.notenboom.auth.standing.StandingStore;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.trusted.IssuerList;
import io.notenboom.auth.trusted.TrustedIssuerStore;
import io.notenboom.auth.wallet.HeldCredential;
import io.notenboom.auth.wallet.WalletStore;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.redis.RedisShape;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What does not end by itself, on a real Redis of every shape, as the user of one customer. */
@ParameterizedClass
@EnumSource(RedisShape.class)
@ExtendWith(RedisDeployments.class)
class RedisRecordStoresTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Did issuer = new Did("did:web:node.example:iam:" + UUID.randomUUID());
    private final DidUrl method = issuer.withFragment("key");
    private final RedisStores stores;

    RedisRecordStoresTest(RedisShape shape, RedisDeployments.Started started) {
        this.stores = new RedisStores(started.client(shape), RedisDeployments.KEYS, new SettableClock(NOW));
    }

    @Test
    void keepsWallets() {
        WalletStore wallets = stores.wallets();
        SubjectId subject = new SubjectId("w" + UUID.randomUUID());
        HeldCredential credential = new HeldCredential("did:web:i.example#1", "a.b.c");
        wallets.put(subject, credential);
        wallets.put(subject, credential);
        assertThat(wallets.list(subject)).containsExactly(credential);
        assertThat(wallets.remove(subject, credential.id())).isTrue();
        assertThat(wallets.remove(subject, credential.id())).isFalse();
        wallets.put(subject, credential);
    }

    @Test
    void keepsWhatWasIssued() {
        IssuedStore issued = stores.issued();
        IssuedCredential endless = credential("1", null);
        IssuedCredential ending = credential("2", NOW.plusSeconds(60));
        issued.add(endless, method);
        issued.add(ending, method);
        assertThat(issued.issuedBy(issuer)).containsExactlyInAnyOrder(endless, ending);
        assertThat(issued.find(issuer, ending.id())).contains(ending);
        assertThat(issued.find(issuer, "unknown")).isEmpty();

        assertThat(issued.addNew(ending, method)).isFalse();
        assertThat(issued.addNew(credential("3", NOW.plusSeconds(90)), method)).isTrue();
        assertThat(issued.idsSignedBy(method, 2)).containsExactly(issuer.value() + "#2", issuer.value() + "#3");
        assertThat(issued.signedBy(method, NOW)).isEqualTo(new SignedCredentials(3, Instant.MAX));
        assertThat(issued.signedBy(method, NOW.plusSeconds(60))).isEqualTo(new SignedCredentials(2, Instant.MAX));
        issued.ended(method, endless.id());
        assertThat(issued.signedBy(method, NOW)).isEqualTo(new SignedCredentials(1, NOW.plusSeconds(90)));
        assertThat(issued.signedBy(method, NOW.plusSeconds(90))).isEqualTo(new SignedCredentials(0, null));
        assertThat(issued.issuedBy(issuer)).hasSize(3);
    }

    @Test
    void keepsUntilWhenWhatWasSignedHasToBeVerified() {
        SignatureMarks marks = stores.signatureMarks();
        assertThat(marks.of(method)).isEmpty();
        marks.raise(method, SignatureKind.PRESENTATION, NOW.plusMillis(1));
        marks.raise(method, SignatureKind.PRESENTATION, NOW.minusSeconds(60));
        marks.raise(method, SignatureKind.PROOF, NOW.plusSeconds(5));
        assertThat(marks.of(method)).isEqualTo(Map.of("presentation", NOW.plusSeconds(1), "proof", NOW.plusSeconds(5)));
        marks.forget(method);
        assertThat(marks.of(method)).isEmpty();
    }

    @Test
    void keepsHowFarReplacingIs() {
        Replacements replacements = stores.replacements();
        assertThat(replacements.isBegun(method, "a")).isFalse();
        replacements.begin(method, "a");
        assertThat(replacements.isBegun(method, "a")).isTrue();
        assertThat(replacements.isWithdrawn(method, "a")).isFalse();
        replacements.withdraw(method, "a");
        assertThat(replacements.isWithdrawn(method, "a")).isTrue();
        assertThat(replacements.isBegun(method, "b")).isFalse();
    }

    private IssuedCredential credential(String number, Instant end) {
        return new IssuedCredential(
                issuer.value() + "#" + number,
                "NutsOrganizationCredential",
                issuer,
                new Did("did:web:b.example"),
                new IssuedCredential.Validity(NOW, end),
                "a.b.c");
    }

    @Test
    void keepsEntriesOfStatusLists() {
        StatusListStore lists = stores.statusLists();
        StatusListPage page = new StatusListPage(issuer, 1);
        lists.open(page);
        assertThat(lists.pages(issuer)).containsExactly(1);
        assertThat(lists.take(page, 7)).isTrue();
        assertThat(lists.take(page, 7)).isFalse();
        assertThat(lists.inUse(page)).isEqualTo(1);
        assertThat(lists.isInUse(page, 7)).isTrue();
        assertThat(lists.isInUse(page, 8)).isFalse();
        assertThat(lists.revoke(page, 7)).isTrue();
        assertThat(lists.revoke(page, 7)).isFalse();
        assertThat(lists.isRevoked(page, 7)).isTrue();
        assertThat(lists.revoked(page)).containsExactly(7);
        assertThat(lists.revokedCount(page)).isEqualTo(1);
    }

    @Test
    void keepsTrustedIssuers() {
        TrustedIssuerStore trusted = stores.trustedIssuers();
        IssuerList list = IssuerList.ofNode("Type" + UUID.randomUUID());
        assertThat(trusted.find(list)).isEmpty();
        trusted.add(list, issuer);
        assertThat(trusted.find(list)).contains(Set.of(issuer));
        assertThat(trusted.types(null)).contains(list.credentialType());
        Did other = new Did("did:web:other.example");
        trusted.add(list, other);
        trusted.remove(list, issuer);
        assertThat(trusted.find(list)).contains(Set.of(other));
        trusted.remove(list, other);
        assertThat(trusted.find(list)).as("with its last issuer the list ends").isEmpty();
        assertThat(trusted.types(null)).doesNotContain(list.credentialType());
        trusted.replace(list, Set.of());
        trusted.remove(list, other);
        assertThat(trusted.find(list)).as("one that trusts nobody stays").contains(Set.of());
        trusted.drop(list);
        assertThat(trusted.find(list)).isEmpty();
    }

    @Test
    void keepsStandings() {
        StandingStore standings = stores.standings();
        String host = UUID.randomUUID() + ".example";
        IssuerRegistration registration = new IssuerRegistration(
                "urn:uuid:" + UUID.randomUUID(),
                "urn:oid:1.2.3",
                "stream",
                "https://" + host + "/oauth2/a",
                NOW,
                Standing.GOOD);
        standings.put(registration);
        IssuerRegistration ended = registration.with(Standing.ENDED);
        standings.put(ended);
        assertThat(standings.atHost(host)).containsExactly(ended);
        assertThat(standings.all()).contains(ended);
        standings.put(new StandingStore.Cursor(9, "last"));
        assertThat(standings.cursor()).contains(new StandingStore.Cursor(9, "last"));
    }
}
