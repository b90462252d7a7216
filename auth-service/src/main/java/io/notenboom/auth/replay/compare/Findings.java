// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was checked about an item, and what came of it. */
public final class Findings {

    private final Map<String, Integer> held = new LinkedHashMap<>();
    private final Set<String> differences = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> undecided = new LinkedHashSet<>();

    /** A check held. */
    public void held(String check) {
        held.merge(check, 1, Integer::sum);
    }

    /** Ours does otherwise, for a reason that has this name. */
    public void differs(String name) {
        differences.add(name);
    }

    /** A check did not hold. */
    public void problem(String what) {
        problems.add(what);
    }

    /** Something cannot be decided without the network or the recorded machine. */
    public void undecided(String why) {
        undecided.add(why);
    }

    /** Checks that held, each with how often. */
    public List<String> held() {
        return held.entrySet().stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getKey() + " (" + entry.getValue() + ")")
                .toList();
    }

    /** Named differences. */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    /** What did not hold. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What could not be decided. */
    public List<String> undecided() {
        return List.copyOf(undecided);
    }
}
