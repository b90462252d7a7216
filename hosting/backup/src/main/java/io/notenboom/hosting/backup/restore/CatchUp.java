// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.hosting.backup.BackupException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/** Waits until enough peers agree with the restored registry about each of the node's own streams. */
final class CatchUp {

    private final NodeServices services;
    private final InstantSource clock;
    private final Duration patience;
    private final Duration pause;
    private final Consumer<String> progress;
    private String told = "";

    /**
     * Waits for a node.
     *
     * @param patience how long
     * @param pause between two questions
     * @param progress is told what is waited for, each time it is something else
     */
    CatchUp(NodeServices services, InstantSource clock, Duration patience, Duration pause, Consumer<String> progress) {
        this.services = services;
        this.clock = clock;
        this.patience = patience;
        this.pause = pause;
        this.progress = progress;
    }

    /**
     * Waits.
     *
     * @param peers how many have to agree
     * @return what they agreed about
     * @throws BackupException if they do not agree in time
     */
    String await(int peers) {
        Instant end = clock.instant().plus(patience);
        String lacking = "";
        while (clock.instant().isBefore(end)) {
            try {
                JsonNode streams = services.streams();
                requireRestoring(streams);
                lacking = lacking(streams, peers);
                if (lacking.isEmpty()) {
                    return agreed(streams, peers);
                }
            } catch (IOException notYet) {
                lacking = "the registry does not answer yet: start the services of the node";
            }
            tell(lacking);
            sleep();
        }
        throw new BackupException("the peers did not agree within " + patience.toSeconds() + " seconds: " + lacking
                + ". Run the command again to go on waiting");
    }

    private static void requireRestoring(JsonNode streams) {
        if (!streams.path("restoring").asBoolean()) {
            throw new BackupException(
                    "the registry that answers is not the restored one: it runs without the mark of the"
                            + " restore. Stop it, and start the services on the restored folder");
        }
    }

    /** What is missing; empty if nothing is. A node without a stream may have begun one after the backup: then peers have it. */
    private static String lacking(JsonNode answer, int peers) {
        if (answer.path("streams").isEmpty()) {
            int reached = answer.path("reached").size();
            if (reached < peers) {
                return "of " + peers + " peers " + reached + " answered so far";
            }
            return answer.path("inStep").asBoolean()
                    ? ""
                    : "there is no own stream here, and the registry does not hold what its peers hold yet";
        }
        for (JsonNode stream : answer.path("streams")) {
            String sid = stream.path("sid").asText();
            if (stream.path("forked").asBoolean()) {
                return "stream " + sid + " is forked: the Foundation has to decide";
            }
            if (!stream.path("differ").isEmpty()) {
                return "stream " + sid + " is at " + stream.path("seq").asLong() + ", and "
                        + stream.path("differ").size() + " peers have more of it";
            }
            if (stream.path("agree").size() < peers) {
                return String.format(
                        Locale.ROOT,
                        "stream %s is at %d: %d of %d peers agree, %d have less, %d do not answer",
                        sid,
                        stream.path("seq").asLong(),
                        stream.path("agree").size(),
                        peers,
                        stream.path("behind").size(),
                        stream.path("silent").size());
            }
        }
        return "";
    }

    private static String agreed(JsonNode answer, int peers) {
        return answer.path("streams").size() + " own streams, at least " + peers + " peers agree about each";
    }

    private void tell(String text) {
        if (!text.equals(told)) {
            told = text;
            progress.accept(text);
        }
    }

    private void sleep() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackupException("interrupted", interrupted);
        }
    }
}
