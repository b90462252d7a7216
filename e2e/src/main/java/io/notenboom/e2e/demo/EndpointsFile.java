// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Everything that a tool needs to go on with a run that was left running: URLs of all services and of the gateway, API
 * tokens, subjects, DIDs, the open flow, process ids. It holds secrets of the demo: readable by its owner only.
 */
final class EndpointsFile {

    private EndpointsFile() {}

    /** Writes the file into the folder of the run, and beside it as that of the latest run; answers the first. */
    static Path write(DemoOptions options, DemoWorld world, Supervision supervision, long supervisorPid) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("folder", options.folder().toString());
        content.put(
                "gateway",
                Map.of(
                        "kind",
                        world.gateway().kind(),
                        "url",
                        world.gateway().url(),
                        "fhirBase",
                        world.gateway().fhirBase()));
        Map<String, Object> nodes = new LinkedHashMap<>();
        for (Party party : List.of(world.foundation(), world.sender(), world.receiver())) {
            nodes.put(party.node().spec().label(), node(party));
        }
        content.put("nodes", nodes);
        content.put("subjects", subjects(world));
        content.put("issuer", Map.of("did", world.issuerDid()));
        Map<String, Object> open = transfer(world);
        content.put("transfer", open);
        content.put("flow", open.getOrDefault("flow", ""));
        content.put("scope", DemoScope.READ);
        content.put("supervisor", supervisorPid);
        content.put("processes", supervision.processes());
        content.put("authority", world.sender().node().authority().toString());
        try {
            String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content);
            var unused = NodeFolder.writePrivate(RunFolder.endpoints(options.home()), text);
            return NodeFolder.writePrivate(options.folder().resolve("endpoints.json"), text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the endpoints cannot be written as JSON", impossible);
        }
    }

    private static Map<String, Object> node(Party party) {
        Node node = party.node();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("customer", node.spec().customer());
        for (ServiceKind service : ServiceKind.values()) {
            if (node.spec().services().contains(service)) {
                described.put(
                        service.shortName(),
                        Map.of("internal", node.internalUrl(service), "management", node.managementUrl(service)));
            }
        }
        described.put("public", node.publicUrl());
        described.put("proxyPublic", node.proxyUrl());
        described.put("peer", node.peerUrl());
        described.put(
                "tokens",
                Map.of(
                        "administrator", node.secrets().administratorToken().reveal(),
                        "ehr", node.secrets().ehrToken().reveal()));
        return described;
    }

    private static Map<String, Object> subjects(DemoWorld world) {
        Map<String, Object> subjects = new LinkedHashMap<>();
        describe(subjects, world, world.sender(), CareOrganisation.SENDER);
        describe(subjects, world, world.receiver(), CareOrganisation.RECEIVER);
        describe(subjects, world, world.receiver(), CareOrganisation.BYSTANDER);
        return subjects;
    }

    private static void describe(
            Map<String, Object> subjects, DemoWorld world, Party party, CareOrganisation organisation) {
        if (world.dids().containsKey(organisation.subject())) {
            subjects.put(
                    organisation.subject(),
                    Map.of(
                            "name", organisation.name(),
                            "organisation", organisation.oid(),
                            "node", party.node().spec().label(),
                            "did", world.did(organisation),
                            "issuer", party.node().issuer(organisation.subject())));
        }
    }

    private static Map<String, Object> transfer(DemoWorld world) {
        try {
            DemoWorld.Transfer transfer = world.transfer();
            return Map.of(
                    "id", transfer.id(),
                    "flow", transfer.flow(),
                    "task", transfer.task(),
                    "resources", transfer.resources());
        } catch (NoSuchElementException notStarted) {
            return Map.of();
        }
    }
}
