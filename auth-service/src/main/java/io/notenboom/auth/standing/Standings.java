// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.standing;

import io.notenboom.auth.standing.IssuerRegistration.Standing;
import io.notenboom.auth.standing.Registry.Accepted;
import io.notenboom.auth.standing.StandingStore.Cursor;
import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Follows the registry: which authorization servers it names, and whether it still stands behind them. The registry is read by
 * position, so nothing is lost when an announcement is; with the store lost it is read again from its first event. Only what is
 * known to have ended counts against a client.
 */
public final class Standings implements ClientStanding {

    private static final int RECENT = 5000;

    private final Registry registry;
    private final StandingStore store;
    private final BiConsumer<String, ClientStanding> ended;
    private final InstantSource clock;
    private final Set<String> recent = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > RECENT;
        }
    });
    private Touched unreviewed = new Touched();

    /** Compared again the next time, because an event may be announced a moment before look-ups show what it did. */
    private Touched reviewedOnce = new Touched();

    /**
     * Follows a registry.
     *
     * @param ended told the host and port at which a registration ended, once that is stored, and who tells whose; ends the
     *     tokens of these
     */
    public Standings(
            Registry registry, StandingStore store, BiConsumer<String, ClientStanding> ended, InstantSource clock) {
        this.registry = registry;
        this.store = store;
        this.ended = ended;
        this.clock = clock;
    }

    /** What events may have changed. */
    private static final class Touched {
        private final Set<String> organisations = new HashSet<>();
        private final Set<String> streams = new HashSet<>();
        private boolean all;

        private boolean something() {
            return all || !organisations.isEmpty() || !streams.isEmpty();
        }

        private boolean concerns(IssuerRegistration registration) {
            return all
                    || organisations.contains(registration.organisation())
                    || streams.contains(registration.stream());
        }
    }

    /** Hears that the registry accepted an event, and catches up unless it was read already. */
    public synchronized void accepted(String eventId) {
        if (!recent.contains(eventId)) {
            catchUp();
        }
    }

    /** Reads what the registry accepted since the last time. */
    public synchronized void catchUp() {
        Cursor cursor = known();
        while (true) {
            Registry.Page page = registry.events(cursor.next());
            if (page.events().isEmpty()) {
                break;
            }
            page.events().forEach(this::read);
            Long next = page.next();
            cursor = new Cursor(
                    next == null ? cursor.next() + page.events().size() : next,
                    page.events().getLast().id());
            store.put(cursor);
            if (next == null) {
                break;
            }
        }
        if (unreviewed.something() || reviewedOnce.something()) {
            Touched now = unreviewed;
            Touched before = reviewedOnce;
            review(registration -> now.concerns(registration) || before.concerns(registration));
            reviewedOnce = now;
            unreviewed = new Touched();
        }
    }

    /** A registry whose order is another one than when it was read, because it was built again, is read from the start. */
    private Cursor known() {
        Cursor start = new Cursor(0, "");
        Optional<Cursor> cursor = store.cursor().filter(known -> known.next() > 0);
        if (cursor.isEmpty()) {
            return start;
        }
        List<Accepted> before = registry.events(cursor.get().next() - 1).events();
        boolean same =
                !before.isEmpty() && before.getFirst().id().equals(cursor.get().last());
        return same ? cursor.get() : start;
    }

    private void read(Accepted event) {
        recent.add(event.id());
        switch (event.type()) {
            case "EndpointRegistration" ->
                registry.issuer(event).ifPresent(issuer -> {
                    store.put(issuer);
                    unreviewed.organisations.add(issuer.organisation());
                });
            case "ContractProposal", "ContractApproval", "VendorRegistration" -> unreviewed.streams.add(event.stream());
            case "NodeRegistration" -> {}
            // what the Foundation decides, and what is not understood, may concern everybody
            default -> unreviewed.all = true;
        }
    }

    /** Compares everything with the registry: finds what ended by the time, or by what is not announced. */
    public synchronized void review() {
        review(registration -> true);
    }

    private void review(Predicate<IssuerRegistration> which) {
        Map<String, List<IssuerRegistration>> byOrganisation =
                store.all().stream().filter(which).collect(Collectors.groupingBy(IssuerRegistration::organisation));
        byOrganisation.forEach((organisation, registrations) -> {
            Map<String, Registry.InForce> inForce = registry.issuersInForce(organisation);
            registrations.forEach(registration -> settle(registration, inForce));
        });
    }

    private void settle(IssuerRegistration registration, Map<String, Registry.InForce> inForce) {
        Registry.InForce present = inForce.get(registration.endpoint());
        Standing next;
        if (present != null && present.issuer().equals(registration.issuer())) {
            next = new Standing(true, present.until());
        } else if (clock.instant().isBefore(registration.start())) {
            next = Standing.GOOD;
        } else {
            next = Standing.ENDED;
        }
        if (!next.equals(registration.standing())) {
            store.put(registration.with(next));
        }
        if (!next.good()) {
            // also when it was known: the tokens may not have been ended the last time
            ended.accept(registration.authority(), this);
        }
    }

    @Override
    public boolean ended(Did holder, String clientId) {
        Optional<String> authority = IssuerRegistration.authority(holder);
        if (authority.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Collection<IssuerRegistration> known = store.atHost(authority.get());
        Set<String> good = known.stream()
                .filter(registration -> registration.standing().goodAt(now))
                .map(IssuerRegistration::issuer)
                .collect(Collectors.toSet());
        boolean nothingLeft = !known.isEmpty() && good.isEmpty();
        boolean itsOwnEnded = known.stream()
                .map(IssuerRegistration::issuer)
                .anyMatch(issuer -> issuer.equals(clientId) && !good.contains(issuer));
        return nothingLeft || itsOwnEnded;
    }
}
