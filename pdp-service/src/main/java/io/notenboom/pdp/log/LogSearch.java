// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.log.DecisionArchive.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Finds decisions in the whole log. One call reads at most {@value #MOST_READ} records, whatever it finds, and then says where
 * the next call goes on; so no question keeps the disk busy for long. Thread-safe.
 */
public final class LogSearch {

    /** Most records that one call reads. */
    public static final int MOST_READ = 50_000;

    private static final int WINDOW = 500;

    /** Appends wait at most ten seconds, so records are out of order by no more than that. */
    private static final Duration DISORDER = Duration.ofSeconds(15);

    private final DecisionArchive archive;

    /** Over the log. */
    public LogSearch(DecisionArchive archive) {
        this.archive = archive;
    }

    /**
     * Some of the decisions asked for.
     *
     * @param next place at which the next call goes on; empty when nothing is left
     */
    public record Page(List<ObjectNode> decisions, Optional<Long> next) {

        public Page {
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * Newest first.
     *
     * @param before place before which to begin, {@code next} of the page before; empty for the newest
     * @param limit most decisions
     */
    public Page newestFirst(LogQuery query, Predicate<String> subjects, Optional<Long> before, int limit) {
        long low = start(query);
        long high = Math.min(before.orElse(Long.MAX_VALUE), end(query));
        List<ObjectNode> found = new ArrayList<>();
        long readFrom = high;
        while (readFrom > low && high - readFrom < MOST_READ) {
            long window = Math.max(low, readFrom - WINDOW);
            List<Entry> entries = archive.read(window, (int) (readFrom - window));
            for (Entry entry : entries.reversed()) {
                if (query.matches(entry.content(), subjects)) {
                    found.add(entry.content());
                }
                if (found.size() == limit) {
                    return page(found, entry.sequence(), low);
                }
            }
            readFrom = window;
        }
        return page(found, readFrom, low);
    }

    private static Page page(List<ObjectNode> found, long readFrom, long low) {
        return new Page(found, readFrom > low ? Optional.of(readFrom) : Optional.empty());
    }

    /**
     * Oldest first, for exports and replays.
     *
     * @param from place to begin with, {@code next} of the page before; empty for the oldest
     * @param limit most decisions
     */
    public Page oldestFirst(LogQuery query, Predicate<String> subjects, Optional<Long> from, int limit) {
        List<ObjectNode> found = new ArrayList<>();
        Optional<Long> next = walk(query, from, (sequence, record) -> {
            if (query.matches(record, subjects)) {
                found.add(record);
            }
            return found.size() < limit;
        });
        return new Page(found, next);
    }

    /**
     * Gives every record of the query's period to a reader, of whatever type, oldest first, until it has enough.
     *
     * @param reader answers whether to go on
     * @return place at which to go on; empty at the end of the period
     */
    public Optional<Long> walk(LogQuery query, Optional<Long> from, BiPredicate<Long, ObjectNode> reader) {
        long begin = Math.max(from.orElse(0L), start(query));
        long high = end(query);
        long place = begin;
        while (place < high && place - begin < MOST_READ) {
            List<Entry> entries = archive.read(place, (int) Math.min(WINDOW, high - place));
            if (entries.isEmpty()) {
                return Optional.empty();
            }
            for (Entry entry : entries) {
                place = entry.sequence() + 1;
                if (!reader.test(entry.sequence(), entry.content())) {
                    return place < high ? Optional.of(place) : Optional.empty();
                }
            }
        }
        return place < high ? Optional.of(place) : Optional.empty();
    }

    /**
     * Whether a record is a decision that is asked for.
     *
     * @param subjects takes the subject of a decision, empty when it had none
     */
    public boolean matches(LogQuery query, ObjectNode record, Predicate<String> subjects) {
        return query.matches(record, subjects);
    }

    private long start(LogQuery query) {
        return query.from()
                .map(time -> archive.firstAtOrAfter(time.minus(DISORDER)).orElse(archive.size()))
                .orElseGet(archive::first);
    }

    private long end(LogQuery query) {
        return query.to()
                .map(time -> archive.firstAtOrAfter(time.plus(DISORDER)).orElse(archive.size()))
                .orElseGet(archive::size);
    }

    /** A decision by its id and the time in that. */
    public Optional<ObjectNode> find(String id, Instant about) {
        LogQuery period = new LogQuery(
                Optional.of(about.minus(DISORDER)),
                Optional.of(about.plus(DISORDER)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<ObjectNode> found = new ArrayList<>();
        Optional<Long> next = Optional.of(0L);
        while (next.isPresent() && found.isEmpty()) {
            next = walk(period, next, (sequence, record) -> {
                if (id.equals(record.path("id").textValue())
                        && "decision".equals(record.path("type").textValue())) {
                    found.add(record);
                }
                return found.isEmpty();
            });
        }
        return found.stream().findFirst();
    }
}
