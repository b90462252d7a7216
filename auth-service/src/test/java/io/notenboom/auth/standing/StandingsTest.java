// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.standing.IssuerRegistration.Standing;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.did.Did;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who ended is refused, and nobody else, whatever announcements or stores get lost. */
class StandingsTest {

    private static final Did HOLDER = new Did("did:web:b.example:iam:1");
    private static final String ISSUER = "https://b.example/oauth2/b";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final FakeRegistry registry = new FakeRegistry();
    private final InMemoryStores.Standings store = new InMemoryStores.Standings();
    private final List<String> ended = new ArrayList<>();
    private final Standings standings =
            new Standings(registry, store, (authority, standing) -> ended.add(authority), clock);

    /** A registry with pages of two. */
    private static final class FakeRegistry implements Registry {

        private final List<Accepted> events = new ArrayList<>();
        private final Map<String, IssuerRegistration> registrations = new HashMap<>();
        private final Map<String, Map<String, InForce>> inForce = new HashMap<>();
        private int calls;
        private boolean away;

        @Override
        public Page events(long from) {
            answer();
            List<Accepted> rest = events.subList((int) Math.min(from, events.size()), events.size());
            return rest.size() < 2 ? new Page(rest, null) : new Page(rest.subList(0, 2), from + 2);
        }

        @Override
        public Optional<IssuerRegistration> issuer(Accepted event) {
            answer();
            return Optional.ofNullable(registrations.get(event.id()));
        }

        @Override
        public Map<String, InForce> issuersInForce(String organisation) {
            answer();
            return Map.copyOf(inForce.getOrDefault(organisation, Map.of()));
        }

        private void answer() {
            calls++;
            if (away) {
                throw new IllegalStateException("the registry is away");
            }
        }

        private void event(String type, String stream) {
            events.add(new Accepted("e" + events.size(), stream, type));
        }

        private void register(String endpoint, String organisation, String issuer, Instant start) {
            event("EndpointRegistration", "s-" + organisation);
            registrations.put(
                    events.getLast().id(),
                    new IssuerRegistration(endpoint, organisation, "s-" + organisation, issuer, start, Standing.GOOD));
        }

        private void inForce(String organisation, String endpoint, String issuer) {
            inForce.computeIfAbsent(organisation, oid -> new HashMap<>()).put(endpoint, new InForce(issuer, null));
        }
    }

    private void registered() {
        registry.register("ep-b", "org-b", ISSUER, Instant.EPOCH);
        registry.inForce("org-b", "ep-b", ISSUER);
        standings.catchUp();
    }

    private boolean isEnded() {
        return standings.ended(HOLDER, ISSUER);
    }

    @Test
    void whoWasNeverRegisteredHasNotEnded() {
        standings.catchUp();
        assertThat(isEnded()).isFalse();
        assertThat(standings.ended(new Did("did:key:z6Mk"), "did:key:z6Mk")).isFalse();
    }

    @Test
    void whoIsInForceHasNotEnded() {
        registered();
        assertThat(isEnded()).isFalse();
        assertThat(ended).isEmpty();
    }

    @Test
    void anEndpointThatEndsTakesItsTokensWithIt() {
        registered();
        registry.inForce.clear();
        registry.register("ep-b", "org-b", ISSUER, Instant.EPOCH);
        standings.accepted("e1");
        assertThat(isEnded()).isTrue();
        assertThat(ended).contains("b.example");
    }

    @Test
    @DisplayName("a revoked certificate ends the tokens that depend on it")
    void aCertificateThatIsRevokedEndsWhatDependedOnIt() {
        registered();
        registry.inForce.clear();
        registry.event("CertificateRevocation", "foundation");
        standings.catchUp();
        assertThat(isEnded()).isTrue();
    }

    @Test
    void whatComesBackIntoForceIsGoodAgain() {
        registered();
        registry.inForce.clear();
        registry.event("ContractApproval", "s-org-b");
        standings.catchUp();
        registry.inForce("org-b", "ep-b", ISSUER);
        registry.event("ContractApproval", "s-org-b");
        standings.catchUp();
        assertThat(isEnded()).isFalse();
    }

    @Test
    void aNeighbourOnTheSameHostIsNotTouched() {
        registered();
        registry.register("ep-c", "org-c", "https://b.example/oauth2/c", Instant.EPOCH);
        registry.inForce("org-c", "ep-c", "https://b.example/oauth2/c");
        registry.inForce.remove("org-b");
        registry.event("ContractProposal", "s-org-b");
        standings.catchUp();
        assertThat(isEnded()).isTrue();
        assertThat(standings.ended(HOLDER, "https://b.example/oauth2/c")).isFalse();
        registry.inForce.remove("org-c");
        standings.review();
        assertThat(standings.ended(HOLDER, HOLDER.value()))
                .as("with nothing left on the host, no name helps")
                .isTrue();
    }

    /** A vendor that registers somebody else's issuer and ends it again harms nobody who is registered. */
    @Test
    void aForeignRegistrationThatEndedDoesNotCountWhileItsOwnIsInForce() {
        registered();
        registry.register("ep-evil", "org-evil", ISSUER, Instant.EPOCH);
        standings.catchUp();
        assertThat(isEnded()).isFalse();
    }

    @Test
    void whatDidNotBeginYetHasNotEnded() {
        registry.register("ep-b", "org-b", ISSUER, clock.instant().plus(Duration.ofDays(1)));
        standings.catchUp();
        assertThat(isEnded()).isFalse();
    }

    @Test
    void anEndThatIsKnownCountsWithoutAnybodySayingSo() {
        registry.register("ep-b", "org-b", ISSUER, Instant.EPOCH);
        registry.inForce.put(
                "org-b",
                Map.of("ep-b", new Registry.InForce(ISSUER, clock.instant().plus(Duration.ofHours(1)))));
        standings.catchUp();
        assertThat(isEnded()).isFalse();
        registry.away = true;
        clock.advance(Duration.ofHours(1));
        assertThat(isEnded()).isTrue();
    }

    @Test
    void whatIsKnownStaysInForceWhileTheRegistryIsAway() {
        registered();
        registry.inForce.clear();
        registry.event("CertificateRevocation", "foundation");
        registry.away = true;
        assertThatThrownBy(standings::catchUp).isInstanceOf(IllegalStateException.class);
        assertThat(isEnded()).isFalse();
        registry.away = false;
        standings.catchUp();
        assertThat(isEnded()).isTrue();
    }

    /** Look-ups of the registry may show what an event did only after it was announced. */
    @Test
    void whatLookUpsShowLaterIsFoundTheNextTime() {
        registered();
        registry.event("CertificateRevocation", "foundation");
        standings.catchUp();
        assertThat(isEnded()).isFalse();
        registry.inForce.clear();
        standings.catchUp();
        assertThat(isEnded()).isTrue();
    }

    /** The events were read, and the registry went away before anything was compared. */
    @Test
    void aReviewThatBrokeOffIsMadeUpFor() {
        registered();
        registry.inForce.clear();
        registry.event("CertificateRevocation", "foundation");
        Registry breaking = new Registry() {
            private boolean broken = true;

            @Override
            public Page events(long from) {
                return registry.events(from);
            }

            @Override
            public Optional<IssuerRegistration> issuer(Accepted event) {
                return registry.issuer(event);
            }

            @Override
            public Map<String, InForce> issuersInForce(String organisation) {
                if (broken) {
                    broken = false;
                    throw new IllegalStateException("the registry is away");
                }
                return registry.issuersInForce(organisation);
            }
        };
        Standings other = new Standings(breaking, store, (authority, standing) -> ended.add(authority), clock);
        assertThatThrownBy(other::catchUp).isInstanceOf(IllegalStateException.class);
        other.catchUp();
        assertThat(other.ended(HOLDER, ISSUER)).isTrue();
    }

    @Test
    void whatTheStoreLostIsReadAgainFromTheFirstEvent() {
        registered();
        registry.inForce.clear();
        registry.event("CertificateRevocation", "foundation");
        standings.catchUp();
        store.lose();
        assertThat(isEnded()).as("nothing is known yet").isFalse();
        standings.catchUp();
        assertThat(isEnded()).isTrue();
    }

    /** A registry that was built again from its peers has the same events in another order. */
    @Test
    void aRegistryInAnotherOrderIsReadAgain() {
        registry.event("NodeRegistration", "s-n");
        registered();
        store.lose();
        store.put(new StandingStore.Cursor(2, "another"));
        standings.catchUp();
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void anEventThatWasReadIsNotReadAgain() {
        registered();
        int before = registry.calls;
        standings.accepted("e0");
        assertThat(registry.calls).isEqualTo(before);
    }
}
