// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.bench.history.BootstrapBenchmark;
import io.notenboom.bench.history.StoredEvents;
import io.notenboom.bench.scratch.ScratchFolder;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventFormat;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.JwsVerifier;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** The event log and the signatures of events, beside the disk's fsync and OpenSSL. */
final class RegistryBenchmark {

    private static final int SINGLE = 1_000;
    private static final int BATCHED = 51_200;
    private static final int VERIFIED = 20_000;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    private final Instant now;
    private final List<String> rows = new ArrayList<>();

    RegistryBenchmark(Instant now) {
        this.now = now;
    }

    /** Measures in a folder below this one, which is removed afterwards. */
    Section run(Path below) throws Exception {
        try (ScratchFolder scratch = ScratchFolder.below(below)) {
            history(scratch.path().resolve("bootstrap"), events(scratch.path()));
        }
        return new Section(
                "registry",
                "Registry",
                rows,
                "one thread; events of the form and size of an endpoint registration, one stream. The disk: "
                        + "a file to which the bytes of one event are written and synchronised (`FileChannel.force`). Appended: "
                        + "`EventLog` on the same disk, " + SINGLE + " single events, then batches of "
                        + EventLog.MAX_BATCH
                        + ". Opened: a log of " + BATCHED
                        + " events is opened and each entry is decoded again; no signature is "
                        + "verified then. Verified: decode, and verify the signature with a known key; paths of certificates, "
                        + "once for each certificate, are not in it; by processor time of the thread, as `openssl speed` counts,"
                        + " which runs before and after. Fetched: a node without a log reads "
                        + "the same history from three web servers in this process, "
                        + "20 vendors in turns, contracts with 10 endpoints each; by the clock on the wall, the web servers and "
                        + "the disk included. By processor time of the node: that of the process, with compiler and collector, "
                        + "without the threads of the web servers. "
                        + "Start: the same node again, with a checkpoint of its own.");
    }

    /** Returns how many events one core verifies in a second. */
    private double events(Path folder) throws Exception {
        SampleEvents samples = new SampleEvents(now);
        List<UnverifiedEvent> events = samples.make(BATCHED);
        append(folder, events);
        opened(folder, events.size());
        return verify(samples, events.subList(0, VERIFIED));
    }

    private void append(Path folder, List<UnverifiedEvent> events) throws Exception {
        byte[] bytes = events.getFirst().compact().getBytes(StandardCharsets.US_ASCII);
        Times disk = disk(folder, bytes);
        try (EventLog log = open(folder.resolve("single"))) {
            Times single = Times.of(SINGLE, number -> append(log, events.subList(number, number + 1)));
            rows.add(Section.row(
                    "one event appended, durable (" + bytes.length + " bytes)",
                    single.inWords(),
                    "write and fsync: " + disk.inWords(),
                    share(single.perSecond(), disk.perSecond())));
        }
        try (EventLog log = open(folder.resolve("batched"))) {
            long start = System.nanoTime();
            for (int from = 0; from < events.size(); from += EventLog.MAX_BATCH) {
                append(log, events.subList(from, Math.min(events.size(), from + EventLog.MAX_BATCH)));
            }
            double rate = events.size() * NANOS / (System.nanoTime() - start);
            rows.add(Section.row(
                    "events appended in batches of " + EventLog.MAX_BATCH + ", durable",
                    perSecond(rate),
                    "2,000/s",
                    "–"));
        }
    }

    private static void append(EventLog log, List<UnverifiedEvent> events) {
        if (!(log.append(log.size(), events) instanceof AppendOutcome.Appended)) {
            throw new IllegalStateException("the log was written by somebody else");
        }
    }

    private static Times disk(Path folder, byte[] bytes) throws Exception {
        try (FileChannel file =
                FileChannel.open(folder.resolve("disk"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            return Times.of(SINGLE, number -> {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
                file.force(false);
            });
        }
    }

    private void opened(Path folder, int size) {
        long start = System.nanoTime();
        try (EventLog log = open(folder.resolve("batched"))) {
            if (log.size() != size) {
                throw new IllegalStateException("the log has " + log.size() + " events");
            }
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        rows.add(Section.row(
                "log of " + size + " events opened",
                String.format(Locale.ROOT, "%.2f s, %.0f/s", seconds, size / seconds),
                "–",
                "–"));
    }

    /** Returns the rate of one core. */
    private double verify(SampleEvents samples, List<UnverifiedEvent> events) throws Exception {
        OptionalDouble before = OpenSslSpeed.verifyPerSecond();
        double ours = Times.perCpuSecond(events.size() * 9 / 10, number -> {
            UnverifiedEvent event =
                    EventCodec.decode(events.get(number % events.size()).compact());
            var _ = JwsVerifier.verify(
                    CompactJws.parse(event.compact(), EventFormat.MAX_LENGTH),
                    samples.publicKey(),
                    EventFormat.ALGORITHMS,
                    Set.copyOf(EventFormat.CRITICAL));
        });
        OptionalDouble after = OpenSslSpeed.verifyPerSecond();
        rows.add(new OpenSslSpeed.Beside(before, after).row("event decoded and verified, one core", ours));
        return ours;
    }

    /** Beside what OpenSSL, and what our own verification, would do on all cores with nothing else to do. */
    private void history(Path folder, double ours) throws Exception {
        OptionalDouble before = OpenSslSpeed.verifyPerSecond();
        BootstrapBenchmark.Figures figures = new BootstrapBenchmark(folder, now).run();
        OptionalDouble after = OpenSslSpeed.verifyPerSecond();
        BootstrapBenchmark.Fetched fetched = figures.fetched();
        int cores = Runtime.getRuntime().availableProcessors();
        String what = BootstrapBenchmark.EVENTS + " events fetched from 3 logs over HTTP, verified and stored";
        rows.add(Section.row(
                what,
                perSecond(fetched.perSecond()),
                String.format(Locale.ROOT, "event decoded and verified × %d cores: %.0f/s", cores, ours * cores),
                share(fetched.perSecond(), ours * cores)));
        OptionalDouble one = new OpenSslSpeed.Beside(before, after).mean();
        if (one.isPresent()) {
            double limit = cores * one.getAsDouble();
            rows.add(Section.row(
                    "the same",
                    perSecond(fetched.perSecond()),
                    String.format(Locale.ROOT, "openssl speed ecdsap256 × %d cores: %.0f/s", cores, limit),
                    share(fetched.perSecond(), limit)));
        }
        rows.add(Section.row(
                "the same, by processor time of the node",
                String.format(
                        Locale.ROOT,
                        "%.0f/s for each core (%.0f µs an event)",
                        fetched.perNodeSecond(),
                        MICROS / fetched.perNodeSecond()),
                String.format(Locale.ROOT, "event decoded and verified, one core: %.0f/s", ours),
                share(fetched.perNodeSecond(), ours)));
        rows.add(Section.row(
                "processor time of the web servers beside it",
                String.format(Locale.ROOT, "%.1f µs an event", fetched.serverMicros()),
                "–",
                "–"));
        rows.add(Section.row(
                "heap before that, after it, and most meanwhile",
                String.format(
                        Locale.ROOT,
                        "%d MiB, %d MiB, %d MiB",
                        fetched.emptyMebibytes(),
                        fetched.heapMebibytes(),
                        fetched.peakMebibytes()),
                "–",
                "–"));
        rows.add(Section.row(
                "start with them to the first look-up; signatures verified again beside, on all cores but one",
                String.format(Locale.ROOT, "%.1f s; %.1f s more", figures.startSeconds(), figures.verifySeconds()),
                "–",
                "–"));
    }

    private static EventLog open(Path folder) {
        return new FileStores(folder).eventLog(StoredEvents::decode);
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%.0f/s", rate);
    }

    private static String share(double ours, double limit) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * ours / limit);
    }
}
