// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.fleet;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.hosting.control.fleet.UpgradeRun.State;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.trust.customer.CustomerId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Upgrades in waves. A wave begins when every customer of the one before is ready on the new version; if one is not in time, or
 * its node does not start, everything that was begun goes back to what it ran. Each move is on disk before it is made, so a run
 * goes on after a crash where it was. One run at a time. Safe for many threads.
 */
@CheckReturnValue
public final class Upgrades {

    private static final int ID_BYTES = 8;

    private final RecordFiles files;
    private final Fleet fleet;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final SortedMap<String, UpgradeRun> runs = new TreeMap<>();

    /** Reads all runs. */
    public Upgrades(RecordFiles files, Fleet fleet, InstantSource clock) {
        this.files = files;
        this.fleet = fleet;
        this.clock = clock;
        files.readAll().stream().map(UpgradeRun::read).forEach(run -> runs.put(run.id(), run));
    }

    /** What came of asking for an upgrade. */
    public sealed interface Begin {

        /** It runs. */
        record Begun(UpgradeRun run) implements Begin {}

        /** It would run so; nothing was changed. */
        record Possible(UpgradeRun run) implements Begin {}

        /** Another run is not over. */
        record Busy(UpgradeRun run) implements Begin {}

        /** There is nobody to upgrade. */
        record Nobody() implements Begin {}
    }

    /**
     * What is asked for.
     *
     * @param version what they are to run
     * @param filter which customers; of these, the active ones that run something else
     * @param percent size of the second wave
     * @param patience how long a wave may take
     */
    public record Wish(SoftwareVersion version, FleetFilter filter, int percent, Duration patience) {}

    /** Begins an upgrade. */
    public synchronized Begin begin(Wish wish, String by, boolean dryRun) {
        Optional<UpgradeRun> busy =
                runs.values().stream().filter(run -> !run.state().isOver()).findFirst();
        if (busy.isPresent()) {
            return new Begin.Busy(busy.get());
        }
        SequencedMap<CustomerId, SoftwareVersion> before = new LinkedHashMap<>();
        fleet.page(wish.filter(), null, Integer.MAX_VALUE).stream()
                .filter(customer -> customer.destruction() == null
                        && customer.spec().desiredState() == DesiredState.ACTIVE
                        && !customer.spec().version().equals(wish.version()))
                .forEach(customer -> before.put(customer.id(), customer.spec().version()));
        if (before.isEmpty()) {
            return new Begin.Nobody();
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        UpgradeRun run = new UpgradeRun(
                HexFormat.of().formatHex(id),
                wish.version(),
                by,
                Waves.of(List.copyOf(before.keySet()), wish.percent()),
                before,
                wish.patience(),
                0,
                clock.instant(),
                State.RUNNING,
                "");
        return dryRun ? new Begin.Possible(run) : new Begin.Begun(put(run));
    }

    /** Stops a run: what was begun goes back. Empty if there is no such run; a run that is over stays as it is. */
    public synchronized Optional<UpgradeRun> stop(String id) {
        return find(id).map(run ->
                run.state() == State.RUNNING ? put(run.in(State.ROLLING_BACK, "it was stopped by hand")) : run);
    }

    /** Moves runs on as far as they can; to be called every few seconds. */
    public synchronized void advance() {
        for (UpgradeRun run : List.copyOf(runs.values())) {
            switch (run.state()) {
                case RUNNING -> forward(run);
                case ROLLING_BACK -> back(run);
                case ROLLED_BACK, DONE -> {}
            }
        }
    }

    private void forward(UpgradeRun run) {
        boolean allReady = true;
        for (CustomerId id : run.waves().get(run.wave())) {
            Optional<CustomerRecord> found = fleet.find(id).filter(it -> isUpgraded(it));
            if (found.isEmpty()) {
                continue;
            }
            CustomerRecord customer = found.get();
            if (!customer.spec().version().equals(run.version())) {
                if (!(fleet.upgrade(id, run.version()) instanceof Change.Accepted)) {
                    var _ = put(run.in(State.ROLLING_BACK, id + " cannot run " + run.version()));
                    return;
                }
                allReady = false;
            } else if (customer.phase() == Phase.DEGRADED) {
                var _ = put(run.in(State.ROLLING_BACK, id + " is degraded on " + run.version()));
                return;
            } else {
                allReady &= customer.phase() == Phase.READY;
            }
        }
        Instant now = clock.instant();
        if (allReady) {
            boolean last = run.wave() + 1 == run.waves().size();
            var _ = put(last ? run.in(State.DONE, "") : run.next(now));
        } else if (now.isAfter(run.waveBegun().plus(run.patience()))) {
            var _ = put(run.in(
                    State.ROLLING_BACK,
                    "not all of wave " + (run.wave() + 1) + " were ready within "
                            + run.patience().toSeconds() + " s"));
        }
    }

    /** A customer that was paused, archived or ended meanwhile is not waited for. */
    private static boolean isUpgraded(CustomerRecord customer) {
        return customer.destruction() == null && customer.spec().desiredState() == DesiredState.ACTIVE;
    }

    /** A customer that cannot go back is named, and waited for no more: others have to be upgraded. */
    private void back(UpgradeRun run) {
        boolean allReady = true;
        List<String> stuck = new ArrayList<>();
        for (CustomerId id : run.begun()) {
            SoftwareVersion was = run.before().get(id);
            Optional<CustomerRecord> customer = fleet.find(id).filter(Upgrades::isUpgraded);
            if (customer.isEmpty() || was == null) {
                continue;
            }
            if (customer.get().spec().version().equals(run.version())) {
                if (fleet.upgrade(id, was) instanceof Change.Accepted) {
                    allReady = false;
                } else {
                    stuck.add(id + " to " + was);
                }
            } else {
                allReady &= customer.get().phase() == Phase.READY;
            }
        }
        if (allReady) {
            String left = stuck.isEmpty() ? "" : "; these could not go back: " + String.join(", ", stuck);
            var _ = put(run.in(State.ROLLED_BACK, run.reason() + left));
        }
    }

    private UpgradeRun put(UpgradeRun run) {
        files.write(run.id(), run.write());
        runs.put(run.id(), run);
        return run;
    }

    /** A run. */
    public synchronized Optional<UpgradeRun> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** All runs by id. */
    public synchronized List<UpgradeRun> all() {
        return List.copyOf(runs.values());
    }
}
