// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import io.notenboom.bench.load.Cores;
import io.notenboom.testkit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An NGINX that asks the decision point with {@code auth_request} before it gives a file. */
final class NginxInFront {

    private static final String CONFIGURATION = """
            user %s;
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 512; }
            http {
              access_log off;
              client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
              upstream pdp { server 127.0.0.1:%d; keepalive 64; }
              server {
                listen 127.0.0.1:%d;
                keepalive_requests 1000000000;
                root files;
                location /fhir/ { auth_request /decision; try_files /patient.json =404; default_type application/fhir+json; }
                location = /decision {
                  internal;
                  proxy_pass http://pdp/authz/forward/%s;
                  proxy_http_version 1.1;
                  proxy_pass_request_body off;
                  proxy_set_header Connection "";
                  proxy_set_header Content-Length "";
                  proxy_set_header X-PEP-Key "%s";
                  proxy_set_header X-Original-Method $request_method;
                  proxy_set_header X-Original-URI $request_uri;
                }
              }
            }
            """;

    private NginxInFront() {}

    /** The program where Debian and others have it. */
    static Optional<Path> program() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static ServerProcess start(Path program, Path folder, int pdpPort) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(
                Files.createDirectories(folder.resolve("files")).resolve("patient.json"),
                "{\"resourceType\":\"Patient\"}");
        int port = FreePorts.any();
        Path file = Files.writeString(
                folder.resolve("nginx.conf"),
                CONFIGURATION.formatted(System.getProperty("user.name"), pdpPort, port, PdpNode.PEP, PdpNode.KEY));
        return ServerProcess.start(
                List.of(program.toString(), "-e", "error.log", "-p", folder + "/", "-c", file.toString()),
                Map.of(),
                port,
                folder.resolve("nginx.log"),
                Cores.OTHERS);
    }
}
