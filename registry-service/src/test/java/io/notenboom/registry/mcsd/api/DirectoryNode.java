// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.mcsd.DirectoryContent;
import io.notenboom.registry.mcsd.fhir.FhirFormat;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.store.journal.ChangeJournals;
import io.notenboom.registry.verify.EventVerifier;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** A registry with its directory on a folder, asked by address; every answer goes through the strict parser in both forms. */
final class DirectoryNode implements AutoCloseable {

    static final String BASE = "http://directory.example/mcsd";

    private static final FhirContext R4 = FhirContext.forR4();

    final EventLog log;
    final Directory directory;
    final Commits commits;
    private final IngestEvents ingest;
    private final DirectoryPages pages;

    DirectoryNode(TestNetwork network, Path folder, InstantSource clock) {
        this(network, folder, clock, DirectoryContent.EVERYTHING);
    }

    DirectoryNode(TestNetwork network, Path folder, InstantSource clock, DirectoryContent content) {
        FileStores stores = new FileStores(folder);
        log = stores.eventLog(DirectoryNode::read);
        RegistryProjection projection =
                new RegistryProjection(network.root().certificate(), EndpointTypesFormat.defaultTable());
        commits = new Commits(log, stores.forkEvidence(), projection);
        ingest = new IngestEvents(new EventVerifier(network.id(), network.root().certificate()), clock, commits);
        directory = new Directory(
                projection, clock, ChangeJournals.inFile(folder.resolve("mcsd").resolve("journal")), content);
        commits.listen(directory);
        ingest.start();
        directory.start();
        pages = new DirectoryPages(directory, BASE);
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void accept(List<String> events) {
        for (int from = 0; from < events.size(); from += 64) {
            assertThat(ingest.submit(events.subList(from, Math.min(events.size(), from + 64))))
                    .hasOnlyElementsOfType(IngestVerdict.Accepted.class);
        }
    }

    Bundle get(String address) {
        return get(address, false);
    }

    /** An address, absolute or below the base: {@code Organization?name=x} or {@code Organization/_history}. */
    Bundle get(String address, boolean strict) {
        directory.refresh();
        URI uri = URI.create((address.startsWith("http") ? address : BASE + "/" + address)
                .replace("|", "%7C")
                .replace(" ", "%20"));
        assertThat(uri.toString()).startsWith(BASE);
        String[] path = uri.getPath().substring("/mcsd/".length()).split("/");
        FhirRequest request = new FhirRequest(parameters(uri.getRawQuery()), Map.of());
        return (Bundle) parsed(
                path.length > 1
                        ? pages.history(FhirRequest.type(path[0]), request, strict)
                        : pages.search(FhirRequest.type(path[0]), request, strict));
    }

    /** What a client reads, in JSON and in XML. */
    static Resource parsed(Resource sent) {
        var json = R4.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
        var xml = R4.newXmlParser().setParserErrorHandler(new StrictErrorHandler());
        Resource fromJson = (Resource) json.parseResource(FhirFormat.JSON.write(sent));
        Resource fromXml = (Resource) xml.parseResource(FhirFormat.XML.write(sent));
        assertThat(json.encodeResourceToString(fromXml)).isEqualTo(json.encodeResourceToString(fromJson));
        return fromJson;
    }

    private static Map<String, List<String>> parameters(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            parameters
                    .computeIfAbsent(decoded(part.substring(0, equals)), key -> new ArrayList<>())
                    .add(decoded(part.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        directory.close();
        log.close();
    }
}
