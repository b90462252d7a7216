// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.search;

import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.LocalSupervisor;
import io.notenboom.registry.search.IndexStamp;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.registry.search.lucene.LuceneIndexes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Search through the API of a registry that runs as a process of its own, with the settings of {@code notenboom up}. Its index
 * is filled while it is stopped, under the stamp of its own log, so that it serves the made-up organisations.
 */
public final class HttpSearch {

    private HttpSearch() {}

    /**
     * Measures; one client, one query at a time.
     *
     * @param home root of the built source tree
     * @param folder for the node's data; has to be empty
     * @return latencies by kind of query
     */
    public static Map<String, Latency> measure(Path home, Path folder, int organisations)
            throws IOException, InterruptedException {
        Map<String, Latency> latencies = new LinkedHashMap<>();
        try (LocalSupervisor supervisor = new LocalSupervisor(System.err::println)) {
            Node node = new Node(
                    NodeSpec.of("bench", "bench1", "bench", EnumSet.of(ServiceKind.REGISTRY), null, List.of()),
                    new NodeFolder(folder),
                    new Distribution(home),
                    new DevelopmentAuthority(InstantSource.system()),
                    supervisor);
            node.start();
            supervisor.stop(node.processName(ServiceKind.REGISTRY));
            fill(node.folder().data(ServiceKind.REGISTRY).resolve("search-index"), organisations);
            node.start(ServiceKind.REGISTRY);
            try (HttpClient http = HttpClient.newHttpClient()) {
                for (QueryKind kind : QueryKind.values()) {
                    latencies.put(kind.wireName(), ask(http, node, kind, organisations));
                }
            }
        }
        return latencies;
    }

    private static void fill(Path folder, int organisations) throws IOException {
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            IndexStamp stamp =
                    index.found().orElseThrow(() -> new IOException("the registry left no index in " + folder));
            SampleIndex.fill(index, organisations, stamp);
        }
    }

    private static Latency ask(HttpClient http, Node node, QueryKind kind, int organisations)
            throws IOException, InterruptedException {
        double[] millis = new double[SearchBenchmark.QUERIES];
        List<SearchQuery> queries =
                SampleIndex.queries(kind, organisations, SearchBenchmark.WARM_UP + SearchBenchmark.QUERIES);
        int number = 0;
        for (SearchQuery query : queries) {
            HttpRequest request = request(node, query);
            long begin = System.nanoTime();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            double taken = (System.nanoTime() - begin) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IOException(request.uri() + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            if (number >= SearchBenchmark.WARM_UP) {
                millis[number - SearchBenchmark.WARM_UP] = taken;
            }
            number++;
        }
        return Latency.of(millis);
    }

    private static HttpRequest request(Node node, SearchQuery query) {
        String city = query.filter().city();
        String url = node.internalUrl(ServiceKind.REGISTRY) + "/registry/v1/organisations?limit=" + SampleIndex.PAGE
                + "&query=" + encoded(query.text())
                + (city == null ? "" : "&city=" + encoded(city));
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + node.secrets().ehrToken().reveal())
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
