// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.hosting.control.deletion.DeletionRequest.State;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.trust.customer.CustomerId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Requests to destroy customers. One person asks, another approves, both by API tokens of their own; an archived customer only,
 * so that everything was backed up and stopped before. What a method answers is on disk. Safe for many threads.
 */
@CheckReturnValue
public final class Deletions {

    private static final int ID_BYTES = 16;

    private final RecordFiles files;
    private final Customers customers;
    private final InstantSource clock;
    private final Consumer<CustomerId> approved;
    private final SecureRandom random = new SecureRandom();
    private final SortedMap<String, DeletionRequest> requests = new TreeMap<>();

    /** @param approved told each customer that is to be destroyed now */
    public Deletions(RecordFiles files, Customers customers, InstantSource clock, Consumer<CustomerId> approved) {
        this.files = files;
        this.customers = customers;
        this.clock = clock;
        this.approved = approved;
        files.readAll().stream().map(DeletionRequest::read).forEach(request -> requests.put(request.id(), request));
    }

    /** Asks; a request that waits already is answered as it is, so that asking twice is asking once. */
    public synchronized Decision request(CustomerId customer, String reason, String by) {
        Optional<CustomerRecord> known = customers.find(customer);
        if (known.isEmpty()) {
            return new Decision.Unknown();
        }
        Instant now = clock.instant();
        Optional<DeletionRequest> open = requests.values().stream()
                .filter(request -> request.customer().equals(customer) && request.stateAt(now) == State.WAITING)
                .findFirst();
        if (open.isPresent()) {
            return new Decision.Taken(open.get());
        }
        if (known.get().phase() != Phase.ARCHIVED) {
            return new Decision.NotArchived();
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new Decision.Taken(put(new DeletionRequest(
                HexFormat.of().formatHex(id),
                customer,
                reason,
                by,
                now,
                now.plus(DeletionRequest.LIFE),
                null,
                null,
                State.WAITING)));
    }

    /** Approves; from here on the customer is destroyed, which nobody can stop. */
    public Decision approve(String id, String by) {
        Decision decision = decide(id, by);
        if (decision instanceof Decision.Taken taken) {
            approved.accept(taken.request().customer());
        }
        return decision;
    }

    private synchronized Decision decide(String id, String by) {
        DeletionRequest request = requests.get(id);
        Instant now = clock.instant();
        if (request == null) {
            return new Decision.Unknown();
        }
        if (request.requestedBy().equals(by)) {
            return new Decision.SamePerson();
        }
        if (request.stateAt(now) == State.APPROVED && by.equals(request.decidedBy())) {
            return begin(request, now);
        }
        if (request.stateAt(now) != State.WAITING) {
            return new Decision.Over(request);
        }
        Optional<CustomerRecord> customer = customers.find(request.customer());
        if (customer.map(CustomerRecord::phase).orElse(Phase.DESTROYED) != Phase.ARCHIVED) {
            return new Decision.NotArchived();
        }
        return begin(put(request.decided(State.APPROVED, by, now)), now);
    }

    /**
     * The approval is on disk first; an approval that was cut off here goes on when it is sent again, or at the next start. It is
     * over if the customer is wanted again meanwhile: it must not wait until the next time that the customer is archived.
     */
    private Decision begin(DeletionRequest request, Instant now) {
        boolean begun = customers
                .change(
                        request.customer(),
                        known -> known.destruction() == null && known.spec().desiredState() == DesiredState.ARCHIVED
                                ? known.toDestroy(request.id(), now)
                                : known)
                .filter(known -> known.destruction() != null)
                .isPresent();
        if (begun) {
            return new Decision.Taken(request);
        }
        var _ = put(request.decided(State.WITHDRAWN, String.valueOf(request.decidedBy()), now));
        return new Decision.NotArchived();
    }

    /** Goes on with what was approved and not begun when the process ended. */
    public synchronized void resume() {
        for (DeletionRequest request : requests.values()) {
            if (request.state() == State.APPROVED) {
                var unused = begin(request, clock.instant());
            }
        }
    }

    /** Takes a request back. */
    public synchronized Decision withdraw(String id, String by) {
        DeletionRequest request = requests.get(id);
        if (request == null) {
            return new Decision.Unknown();
        }
        if (request.stateAt(clock.instant()) != State.WAITING) {
            return new Decision.Over(request);
        }
        return new Decision.Taken(put(request.decided(State.WITHDRAWN, by, clock.instant())));
    }

    private DeletionRequest put(DeletionRequest request) {
        files.write(request.id(), request.write(request.requested()));
        requests.put(request.id(), request);
        return request;
    }

    /** A request. */
    public synchronized Optional<DeletionRequest> find(String id) {
        return Optional.ofNullable(requests.get(id));
    }

    /** All requests, newest first. */
    public synchronized List<DeletionRequest> all() {
        return requests.values().stream()
                .sorted(Comparator.comparing(DeletionRequest::requested)
                        .reversed()
                        .thenComparing(DeletionRequest::id))
                .toList();
    }
}
