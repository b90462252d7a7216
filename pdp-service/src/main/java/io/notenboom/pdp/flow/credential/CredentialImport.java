// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.credential;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.flow.credential.AuthorizationCredential.Reading;
import io.notenboom.pdp.flow.credential.AuthorizationCredential.Right;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes flows of the NutsAuthorizationCredentials that a subject issued: one for each receiver and Task. The right to the Task and
 * the right to the data are credentials of their own that do not name each other; they belong together by issuer and receiver,
 * and where a pair has several Tasks the request says which data belong to which. State and content of the Task, and the kind of
 * each Composition, are those of the Task on the customer's FHIR server. Imported twice, nothing changes.
 */
public final class CredentialImport {

    private static final Duration TASK_RIGHT = Duration.ofDays(365);
    private static final Duration DATA_RIGHT = Duration.ofDays(30);
    private static final int ID_LENGTH = 26;
    private static final Map<String, CompositionKind> INPUT_CODES = Map.of(
            "721915006", CompositionKind.ADVANCE_NOTICE,
            "57830-2", CompositionKind.ADVANCE_NOTICE,
            "11171000146100", CompositionKind.NURSING_HANDOFF,
            "371535009", CompositionKind.NURSING_HANDOFF);

    private final Request request;
    private final Function<ResourceId, Optional<JsonNode>> tasks;

    /**
     * What is imported for whom.
     *
     * @param dids DIDs by which the subject is and was known; others issue nothing for it
     * @param taskOf id of a Task by id of a credential, where a pair has several Tasks
     */
    public record Request(
            FlowHeader header, String fhirBase, FhirVersion version, Set<String> dids, Map<String, String> taskOf) {

        public Request {
            dids = Set.copyOf(dids);
            taskOf = Map.copyOf(taskOf);
        }
    }

    /**
     * For one request.
     *
     * @param tasks reads a Task on the customer's FHIR server; empty when it is not there
     */
    public CredentialImport(Request request, Function<ResourceId, Optional<JsonNode>> tasks) {
        this.request = request;
        this.tasks = tasks;
    }

    /**
     * What became of the credentials.
     *
     * @param flows what they come to
     * @param used ids of the credentials of each flow, by its id
     */
    public record Result(List<Flow> flows, Map<String, List<String>> used, List<Reading.Refused> refused) {

        public Result {
            flows = List.copyOf(flows);
            used = Map.copyOf(used);
            refused = List.copyOf(refused);
        }
    }

    /** Makes the flows. */
    public Result of(Iterable<JsonNode> credentials, Instant now) {
        List<AuthorizationCredential> good = new ArrayList<>();
        List<Reading.Refused> refused = new ArrayList<>();
        for (JsonNode json : credentials) {
            switch (AuthorizationCredential.read(json, request.version(), now)) {
                case Reading.Refused bad -> refused.add(bad);
                case Reading.Read read
                when !request.dids().contains(read.credential().issuer()) ->
                    refused.add(refusal(
                            read.credential(), "issuer is no DID of the subject; name earlier ones in formerDids."));
                case Reading.Read read -> good.add(read.credential());
            }
        }
        Map<String, List<AuthorizationCredential>> pairs = good.stream()
                .collect(Collectors.groupingBy(
                        credential -> credential.issuer() + " " + credential.actor(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Flow> flows = new ArrayList<>();
        Map<String, List<String>> used = new LinkedHashMap<>();
        pairs.values().forEach(pair -> byTask(pair, refused).forEach((task, some) -> flow(task, some, now)
                .ifPresentOrElse(
                        flow -> {
                            flows.add(flow);
                            used.put(
                                    flow.id(),
                                    some.stream()
                                            .map(AuthorizationCredential::id)
                                            .toList());
                        },
                        () -> some.forEach(credential -> refused.add(refusal(
                                credential,
                                "Task/" + task + " is not on the FHIR server, or in no state of eOverdracht."))))));
        return new Result(flows, used, refused);
    }

    private static Reading.Refused refusal(AuthorizationCredential credential, String reason) {
        return new Reading.Refused(credential.id(), List.of(reason));
    }

    private Map<String, List<AuthorizationCredential>> byTask(
            List<AuthorizationCredential> pair, List<Reading.Refused> refused) {
        Set<String> all = new TreeSet<>();
        pair.forEach(credential -> all.addAll(tasksOf(credential)));
        Map<String, List<AuthorizationCredential>> byTask = new LinkedHashMap<>();
        for (AuthorizationCredential credential : pair) {
            Set<String> own = tasksOf(credential);
            Set<String> candidates = own.isEmpty() ? all : own;
            String named = request.taskOf().get(credential.id());
            if (named != null && all.contains(named) && (own.isEmpty() || own.contains(named))) {
                byTask.computeIfAbsent(named, task -> new ArrayList<>()).add(credential);
            } else if (named == null && candidates.size() == 1) {
                byTask.computeIfAbsent(candidates.iterator().next(), task -> new ArrayList<>())
                        .add(credential);
            } else {
                refused.add(refusal(
                        credential,
                        candidates.isEmpty()
                                ? "No credential of this issuer for this receiver is for a Task."
                                : "Name in taskOf which Task it belongs to: " + String.join(", ", candidates) + "."));
            }
        }
        return byTask;
    }

    private static Set<String> tasksOf(AuthorizationCredential credential) {
        return credential.rights().stream()
                .filter(Right::ofTask)
                .map(right -> right.resource().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Flow> flow(String taskId, List<AuthorizationCredential> credentials, Instant now) {
        Optional<JsonNode> content = tasks.apply(new ResourceId("Task", taskId));
        if (content.isEmpty()
                || !(TaskDocument.of(content.get()) instanceof TaskDocument task)
                || !task.id().equals(taskId)
                || task.state().isEmpty()) {
            return Optional.empty();
        }
        List<Right> rights = credentials.stream()
                .flatMap(credential -> credential.rights().stream())
                .toList();
        Set<io.notenboom.pdp.request.Interaction> onTask = rights.stream()
                .filter(Right::ofTask)
                .flatMap(right -> right.operations().stream())
                .collect(Collectors.toSet());
        AuthorizationCredential first = credentials.getFirst();
        FlowHeader header = request.header();
        return Optional.of(new Flow(
                new FlowHeader(
                        id(first, taskId), 1, header.subject(), Role.SENDER, header.profile(), header.createdBy()),
                new Parties(
                        Party.ofDids(Set.of(first.issuer())), Party.ofDids(Set.of(first.actor())), request.fhirBase()),
                new FlowTask(taskId, task.state().get(), task.remainderHash(), onTask),
                grants(rights, content.get()),
                validity(credentials, now),
                false));
    }

    /** A Composition whose kind the Task does not tell opens nothing. */
    private static Grants grants(List<Right> rights, JsonNode task) {
        Map<String, CompositionKind> kinds = new LinkedHashMap<>();
        for (JsonNode input : task.path("input")) {
            String reference = input.path("valueReference").path("reference").asText("");
            for (JsonNode coding : input.path("type").path("coding")) {
                CompositionKind kind = INPUT_CODES.get(coding.path("code").asText(""));
                if (kind != null) {
                    kinds.put(reference, kind);
                }
            }
        }
        List<CompositionGrant> compositions = rights.stream()
                .filter(Right::ofComposition)
                .filter(right -> kinds.containsKey(right.resource().reference()))
                .map(right -> new CompositionGrant(
                        right.resource().reference(),
                        kinds.getOrDefault(right.resource().reference(), CompositionKind.ADVANCE_NOTICE),
                        right.operations(),
                        right.user()))
                .distinct()
                .toList();
        Set<String> via = compositions.stream().map(CompositionGrant::reference).collect(Collectors.toSet());
        List<ResourceGrant> resources = rights.stream()
                .filter(right -> !right.ofTask() && !right.ofComposition())
                .map(right -> new ResourceGrant(right.resource().reference(), right.operations(), right.user(), via))
                .distinct()
                .toList();
        return new Grants(compositions, via.isEmpty() ? List.of() : resources);
    }

    /** The first end counts, for the Task and for the data. */
    private static Validity validity(List<AuthorizationCredential> credentials, Instant now) {
        return new Validity(
                now,
                end(credentials, false).orElse(now.plus(DATA_RIGHT)),
                end(credentials, true).orElse(now.plus(TASK_RIGHT)));
    }

    private static Optional<Instant> end(List<AuthorizationCredential> credentials, boolean ofTask) {
        return credentials.stream()
                .filter(credential -> credential.rights().stream().anyMatch(right -> right.ofTask() == ofTask))
                .map(AuthorizationCredential::expires)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** The same for the same pair and Task. */
    private String id(AuthorizationCredential credential, String taskId) {
        String text =
                request.header().subject() + "\n" + credential.issuer() + "\n" + credential.actor() + "\n" + taskId;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "fi" + HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}
