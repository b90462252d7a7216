// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.log.DecisionArchive;
import io.notenboom.pdp.log.DecisionArchive.Entry;
import io.notenboom.pdp.log.LogQuery;
import io.notenboom.pdp.log.LogSearch;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.question.FlowRecords;
import io.notenboom.pdp.question.QuestionReader;
import io.notenboom.pdp.question.UnreadableQuestionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Makes logged decisions again, from what the log has of them: the canonical request, what introspection said, the versions of
 * the flows, and the time of then. With the version of the profile that decided, each comes out as it did; with another, what
 * changes is listed. Nothing is written. Not thread-safe.
 */
public final class Replay {

    /** Most changed decisions in one report. */
    public static final int MOST_CHANGES = 1_000;

    private static final int WINDOW = 500;

    private final DecisionArchive archive;
    private final Profiles profiles;
    private final FlowRecords flows = new FlowRecords();
    private final List<ReplayReport.Change> changed = new ArrayList<>();
    private final Map<String, Long> notReplayed = new TreeMap<>();
    private long same;

    /** Over a log. */
    public Replay(DecisionArchive archive, Profiles profiles) {
        this.archive = archive;
        this.profiles = profiles;
    }

    /** Says by which profile to decide. */
    @FunctionalInterface
    public interface Profiles {

        /**
         * The profile for a decision that was made by this version of a profile.
         *
         * @throws UnreadableQuestionException when there is none, with the reason
         */
        UseCaseProfile instead(String name, int version) throws UnreadableQuestionException;
    }

    /**
     * Replays.
     *
     * @param from place to begin with, {@code next} of the report before; empty for the begin of the period
     */
    public ReplayReport run(LogQuery query, Predicate<String> subjects, Optional<Long> from) {
        LogSearch search = new LogSearch(archive);
        from.ifPresentOrElse(this::readFlowsBefore, () -> query.from()
                .flatMap(time -> archive.firstAtOrAfter(time).stream().boxed().findFirst())
                .ifPresent(this::readFlowsBefore));
        Optional<Long> next = search.walk(query, from, (place, record) -> {
            flows.read(record);
            if (search.matches(query, record, subjects)) {
                again(record);
            }
            return changed.size() < MOST_CHANGES;
        });
        return new ReplayReport(same, changed, notReplayed, next);
    }

    /** A segment has every flow that its decisions name before the first of them, or the one before has it at its end. */
    private void readFlowsBefore(long place) {
        long segment = archive.segmentOf(place);
        long at = segment > archive.first() ? archive.segmentOf(segment - 1) : segment;
        while (at < place) {
            List<Entry> entries = archive.read(at, (int) Math.min(WINDOW, place - at));
            if (entries.isEmpty()) {
                return;
            }
            entries.forEach(entry -> flows.read(entry.content()));
            at = entries.getLast().sequence() + 1;
        }
    }

    private void again(ObjectNode record) {
        try {
            Outcome was = Outcome.of(record);
            Outcome now = Outcome.of(DecisionEngine.decide(question(record)));
            if (was.equals(now)) {
                same++;
            } else {
                changed.add(new ReplayReport.Change(
                        record.path("id").asText(),
                        record.path("time").asText(),
                        record.path("request").path("method").asText() + " "
                                + record.path("request").path("target").asText(),
                        was,
                        now));
            }
        } catch (UnreadableQuestionException unreadable) {
            notReplayed.merge(String.valueOf(unreadable.getMessage()), 1L, Long::sum);
        }
    }

    private Question question(ObjectNode record) throws UnreadableQuestionException {
        if (Reason.UNAVAILABLE.code().equals(record.path("reason").textValue())) {
            throw new UnreadableQuestionException("something was away, and no rule decided");
        }
        UseCaseProfile profile = profiles.instead(
                record.path("profile").asText(), record.path("profileVersion").asInt());
        return QuestionReader.read(record.path("question"), flows, profile);
    }
}
