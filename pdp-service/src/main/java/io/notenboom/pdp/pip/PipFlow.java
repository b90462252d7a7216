// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pip;

import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowRules;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The flow that a row stands for, and back. A row names paths and methods only; the flow takes the state of the Task from the
 * Task, and its data is open only in the states that the profile says.
 *
 * @param basePath the path before {@code /Type/id} in the row
 */
record PipFlow(String basePath, UseCaseProfile profile, String fhirBase) {

    private static final Duration TASK_RIGHT = Duration.ofDays(365);
    private static final Duration DATA_RIGHT = Duration.ofDays(30);
    private static final String DOCUMENT = "/$document";
    private static final String TASK = "Task/";
    private static final String COMPOSITION = "Composition/";

    /** Who makes the flow, and for whom. */
    record Maker(String id, String subject, Set<String> senderDids, String createdBy) {

        Maker {
            senderDids = Set.copyOf(senderDids);
        }
    }

    /** The Task that a row names. */
    ResourceId task(PipRow row) {
        List<String> tasks = operations(row).keySet().stream()
                .filter(reference -> reference.startsWith(TASK))
                .toList();
        if (tasks.size() != 1) {
            throw new IllegalArgumentException(
                    "auth_input names exactly one Task, as " + basePath + "/Task/{id}: its state says what is open.");
        }
        return new ResourceId("Task", tasks.getFirst().substring(TASK.length()));
    }

    Flow write(PipRow row, TaskDocument task, Maker maker, Instant now) {
        TreeMap<String, Set<Interaction>> operations = operations(row);
        TaskState state = task.state()
                .orElseThrow(
                        () -> new IllegalArgumentException("The Task is in a state that eOverdracht does not use."));
        UserRequirement user = profile.user().demanded() ? UserRequirement.LOW : UserRequirement.NONE;
        CompositionKind kind =
                state == TaskState.IN_PROGRESS ? CompositionKind.NURSING_HANDOFF : CompositionKind.ADVANCE_NOTICE;
        List<CompositionGrant> compositions = operations.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(COMPOSITION))
                .map(entry -> new CompositionGrant(entry.getKey(), kind, entry.getValue(), user))
                .toList();
        Set<String> via = new HashSet<>();
        compositions.forEach(composition -> via.add(composition.reference()));
        List<ResourceGrant> resources = operations.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(COMPOSITION))
                .filter(entry -> !entry.getKey().startsWith(TASK))
                .map(entry -> new ResourceGrant(entry.getKey(), entry.getValue(), user, via))
                .toList();
        if (via.isEmpty() && !resources.isEmpty()) {
            throw new IllegalArgumentException("auth_input names the Composition whose parts the other resources are.");
        }
        Flow flow = new Flow(
                new FlowHeader(maker.id(), 1, maker.subject(), Role.SENDER, profile.name(), maker.createdBy()),
                new Parties(Party.ofDids(maker.senderDids()), Party.ofDids(Set.of(row.clientId())), fhirBase),
                new FlowTask(
                        task.id(), state, task.remainderHash(), operations.getOrDefault(TASK + task.id(), Set.of())),
                new Grants(compositions, resources),
                new Validity(now, now.plus(DATA_RIGHT), now.plus(TASK_RIGHT)),
                false);
        FlowRules.check(flow);
        return flow;
    }

    /** What a flow opens, as a row. */
    PipRow read(Flow flow, String verifier, String scope) {
        Map<String, Set<String>> opens = new TreeMap<>();
        open(opens, flow.task().reference(), flow.task().operations());
        flow.grants().compositions().forEach(grant -> open(opens, grant.reference(), grant.operations()));
        flow.grants().resources().forEach(grant -> open(opens, grant.reference(), grant.operations()));
        String client =
                flow.parties().receiver().dids().stream().sorted().findFirst().orElse("");
        return new PipRow(scope, client, verifier, opens);
    }

    private void open(Map<String, Set<String>> opens, String reference, Set<Interaction> operations) {
        String path = basePath + "/" + reference;
        for (Interaction operation : operations) {
            if (operation == Interaction.DOCUMENT) {
                opens.computeIfAbsent(path + DOCUMENT, added -> new TreeSet<>()).add("GET");
            } else if (operation == Interaction.READ) {
                opens.computeIfAbsent(path, added -> new TreeSet<>()).add("GET");
            } else if (operation == Interaction.UPDATE) {
                opens.computeIfAbsent(path, added -> new TreeSet<>()).add("PUT");
            }
        }
    }

    private TreeMap<String, Set<Interaction>> operations(PipRow row) {
        TreeMap<String, Set<Interaction>> operations = new TreeMap<>();
        row.opens()
                .forEach((path, methods) -> methods.forEach(method -> {
                    boolean document = path.endsWith(DOCUMENT);
                    String reference =
                            reference(document ? path.substring(0, path.length() - DOCUMENT.length()) : path);
                    operations
                            .computeIfAbsent(reference, added -> new HashSet<>())
                            .add(interaction(path, reference, method, document));
                }));
        return operations;
    }

    private String reference(String path) {
        String[] parts = path.startsWith(basePath + "/")
                ? path.substring(basePath.length() + 1).split("/", -1)
                : new String[0];
        if (parts.length != 2 || !ResourceId.validId(parts[1])) {
            throw new IllegalArgumentException("A path of auth_input is " + basePath
                    + "/Type/id, or that of a Composition with /$document: " + path);
        }
        return parts[0] + "/" + parts[1];
    }

    private static Interaction interaction(String path, String reference, String method, boolean document) {
        if (method.equals("GET") && (!document || reference.startsWith(COMPOSITION))) {
            return document ? Interaction.DOCUMENT : Interaction.READ;
        }
        if (method.equals("PUT") && reference.startsWith(TASK) && !document) {
            return Interaction.UPDATE;
        }
        throw new IllegalArgumentException("auth_input opens GET, and PUT of the Task; not " + method + " " + path);
    }
}
