// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import io.notenboom.auth.replay.compare.GivenTokens;
import io.notenboom.auth.replay.compare.Surroundings;
import io.notenboom.auth.replay.node.RecordedHttp;
import io.notenboom.auth.replay.node.ReplayClock;
import io.notenboom.auth.replay.node.ReplayNode;
import io.notenboom.auth.replay.node.StatusListHistory;
import io.notenboom.auth.replay.recording.NodeSettings;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.Recording;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes of a recording in memory, and what is around them. */
final class World {

    private static final String PUBLIC = " public";
    private static final String INTERNAL = " internal";

    private final Recording recording;
    private final ReplayClock clock = new ReplayClock();
    private final RecordedHttp http;
    private final Map<String, ReplayNode> publicly = new LinkedHashMap<>();
    private final Map<String, ReplayNode> internally = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Surroundings surroundings;

    World(Recording recording) {
        this.recording = recording;
        StatusListHistory lists = new StatusListHistory(recording);
        http = new RecordedHttp(recording, lists, clock, origin -> Optional.ofNullable(publicly.get(origin)));
        for (NodeSettings settings : recording.nodes()) {
            ReplayNode node = new ReplayNode(settings, http, clock);
            URI url = URI.create(settings.publicUrl());
            publicly.put(url.getScheme() + "://" + url.getRawAuthority(), node);
            internally.put(settings.internalOrigin(), node);
        }
        nameListeners();
        surroundings = new Surroundings(recording, http, lists, new GivenTokens());
    }

    /** Remembers what is wrong with the recording as a whole. */
    void note(String problem) {
        notes.add(problem);
    }

    /** What is wrong with the recording as a whole. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        nodes().forEach(node -> node.findings().forEach(finding -> all.add(node.name() + ": " + finding)));
        return all;
    }

    /** What is around the nodes. */
    Surroundings surroundings() {
        return surroundings;
    }

    Recording recording() {
        return recording;
    }

    ReplayClock clock() {
        return clock;
    }

    RecordedHttp http() {
        return http;
    }

    Collection<ReplayNode> nodes() {
        return publicly.values();
    }

    /** The node whose public listener was asked. */
    Optional<ReplayNode> publicly(RecordedExchange exchange) {
        return Optional.ofNullable(publicly.get(exchange.origin()));
    }

    /** The node whose internal listener was asked. */
    Optional<ReplayNode> internally(RecordedExchange exchange) {
        return Optional.ofNullable(internally.get(exchange.origin()));
    }

    /** A node may be called under another address than it is configured with: then the name of the listener tells. */
    private void nameListeners() {
        Map<String, ReplayNode> byLabel = new LinkedHashMap<>();
        recording.all().forEach(exchange -> publicly(exchange)
                .ifPresent(node -> byLabel.putIfAbsent(label(exchange, PUBLIC), node)));
        recording
                .all()
                .filter(exchange -> exchange.listener().contains(INTERNAL)
                        && !internally.containsKey(exchange.origin())
                        && !publicly.containsKey(exchange.origin()))
                .forEach(exchange -> {
                    ReplayNode node = byLabel.get(label(exchange, INTERNAL));
                    if (node != null) {
                        internally.put(exchange.origin(), node);
                    }
                });
    }

    private static String label(RecordedExchange exchange, String marker) {
        int at = exchange.listener().indexOf(marker);
        return at < 0 ? "" : exchange.listener().substring(0, at);
    }
}
