// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.opa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ProfileWriter;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The rules of the decision point as a bundle for Open Policy Agent: grammar, scopes and checks in Rego; profiles, resource
 * types and flows as data. It decides as the engine does and is there to check the engine by; what Rego cannot do, its comments
 * say.
 */
public final class RulesBundle {

    /** The answer of the rules to a body that Rego does not read. */
    public static final String NOT_READ = "body_format_not_read";

    private static final List<String> RULES = List.of("grammar.rego", "scopes.rego", "decision.rego", "parity.rego");
    private static final String MANIFEST =
            "{\"revision\":\"notenboom-rules\",\"roots\":[\"notenboom\"],\"rego_version\":1}\n";

    private RulesBundle() {}

    /** The files by name. */
    public static Map<String, String> files(ProfileCatalogue profiles, List<Flow> flows) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(".manifest", MANIFEST);
        RULES.forEach(name -> files.put(name, resource(name)));
        files.put("data.json", new String(StrictJson.write(data(profiles, flows)), StandardCharsets.UTF_8) + "\n");
        return files;
    }

    /**
     * Writes the files into a folder, which is made if it is missing.
     *
     * @throws IOException when that fails
     */
    public static void write(Path folder, ProfileCatalogue profiles, List<Flow> flows) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files(profiles, flows).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static ObjectNode data(ProfileCatalogue profiles, List<Flow> flows) {
        ObjectNode data = StrictJson.newObject();
        ObjectNode own = data.putObject("notenboom");
        ObjectNode types = own.putObject("types");
        for (FhirVersion version : FhirVersion.values()) {
            ObjectNode known = types.putObject(version.name().toLowerCase(Locale.ROOT));
            new TreeSet<>(version.types()).forEach(type -> known.put(type, true));
        }
        own.set("profiles", profiles(profiles));
        own.set("flows", flows(flows));
        return data;
    }

    /** Profiles by name, as the rules look at them. */
    public static ObjectNode profiles(ProfileCatalogue profiles) {
        ObjectNode data = StrictJson.newObject();
        profiles.all().keySet().stream()
                .sorted()
                .forEach(name ->
                        data.set(name, ProfileWriter.write(profiles.find(name).orElseThrow())));
        return data;
    }

    /** Flows, as the rules look at them. */
    public static ArrayNode flows(List<Flow> flows) {
        ArrayNode data = StrictJson.newObject().putArray("flows");
        flows.forEach(flow -> data.add(FlowJson.write(flow)));
        return data;
    }

    private static String resource(String name) {
        try (InputStream text = Objects.requireNonNull(
                RulesBundle.class.getResourceAsStream("/opa/" + name), "the artifact lacks it")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
