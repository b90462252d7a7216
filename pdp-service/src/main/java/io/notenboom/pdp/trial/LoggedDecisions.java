// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.explain.Explainer;
import io.notenboom.pdp.explain.Explanation;
import io.notenboom.pdp.log.DecisionArchive;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.DecisionRecord;
import io.notenboom.pdp.log.LogSearch;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.question.FlowRecords;
import io.notenboom.pdp.question.QuestionReader;
import io.notenboom.pdp.question.UnreadableQuestionException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds any decision of the log by its id, and explains it by making it again. Thread-safe. */
public final class LoggedDecisions {

    private static final int WINDOW = 500;

    private final DecisionJournal journal;
    private final DecisionArchive archive;
    private final ProfileCatalogue profiles;

    /** Over the log. */
    public LoggedDecisions(DecisionJournal journal, DecisionArchive archive, ProfileCatalogue profiles) {
        this.journal = journal;
        this.archive = archive;
        this.profiles = profiles;
    }

    /** A decision that is kept, however old. */
    public Optional<ObjectNode> find(String id) {
        Optional<ObjectNode> recent = journal.find(id).map(DecisionRecord::content);
        Optional<Instant> made = DecisionJournal.timeOf(id);
        return recent.isPresent() || made.isEmpty() ? recent : new LogSearch(archive).find(id, made.get());
    }

    /**
     * How a decision came about.
     *
     * @throws UnreadableQuestionException when it cannot be made again, with the reason
     */
    public Explanation explain(ObjectNode record) throws UnreadableQuestionException {
        String name = record.path("profile").asText();
        int version = record.path("profileVersion").asInt();
        UseCaseProfile profile = profiles.find(name)
                .filter(known -> known.version() == version)
                .orElseThrow(() -> new UnreadableQuestionException(
                        "version " + version + " of profile " + name + " is not in use any more"));
        JsonNode question = record.path("question");
        FlowRecords flows = new FlowRecords();
        long place = Math.max(archive.first(), place(record) - WINDOW);
        long segment = archive.segmentOf(place);
        read(record, segment, flows);
        if (!flows.complete(question) && segment > archive.first()) {
            read(record, archive.segmentOf(segment - 1), flows);
        }
        return Explainer.explain(QuestionReader.read(question, flows, profile));
    }

    private long place(ObjectNode record) {
        Instant made = Instant.parse(record.path("time").asText());
        return archive.firstAtOrAfter(made).orElse(archive.size());
    }

    /** Flows are in the segment of the decision, before it; or at the end of the one before, where a segment ended meanwhile. */
    private void read(ObjectNode record, long from, FlowRecords flows) {
        long at = from;
        String id = record.path("id").asText();
        while (at < archive.size()) {
            List<DecisionArchive.Entry> entries = archive.read(at, WINDOW);
            for (DecisionArchive.Entry entry : entries) {
                flows.read(entry.content());
                if (id.equals(entry.content().path("id").textValue())) {
                    return;
                }
            }
            if (entries.isEmpty()) {
                return;
            }
            at = entries.getLast().sequence() + 1;
        }
    }
}
