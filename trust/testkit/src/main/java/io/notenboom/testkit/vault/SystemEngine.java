// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.vault.StandInCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Paths below {@code sys}: mounts, auth methods, policies, wrapped answers. */
final class SystemEngine implements StandInEngine {

    private final TreeMap<String, StandInEngine> mounts = new TreeMap<>();
    private final TreeMap<String, List<VaultPolicy.Rule>> policies = new TreeMap<>();
    private final TreeMap<String, String> texts = new TreeMap<>();
    private final Tokens tokens;
    private final Function<String, @Nullable StandInEngine> engines;

    /** @param engines makes an engine by its type, null for one that there is not */
    SystemEngine(Tokens tokens, Function<String, @Nullable StandInEngine> engines) {
        this.tokens = tokens;
        this.engines = engines;
        write("default", """
                path "auth/token/lookup-self" { capabilities = ["read"] }
                path "auth/token/renew-self" { capabilities = ["update"] }
                path "auth/token/revoke-self" { capabilities = ["update"] }
                """);
    }

    @Override
    public String type() {
        return "system";
    }

    /** Whether a token may be used for a path whatever its policies say, as a wrapping token for its own answer. */
    @Override
    public boolean isOpen(StandInCall call) {
        return call.segment(0).equals("wrapping")
                && (call.segment(1).equals("lookup") || call.segment(1).equals("unwrap"));
    }

    /** The engine at the beginning of a path and how many segments that takes; null if there is none. */
    synchronized Map.@Nullable Entry<String, StandInEngine> mounted(List<String> path) {
        for (int length = Math.min(2, path.size()); length > 0; length--) {
            String mount = String.join("/", path.subList(0, length));
            StandInEngine engine = mounts.get(mount);
            if (engine != null) {
                return Map.entry(mount, engine);
            }
        }
        return null;
    }

    synchronized List<VaultPolicy.Rule> rules(List<String> names) {
        List<VaultPolicy.Rule> rules = new ArrayList<>();
        names.forEach(name -> rules.addAll(policies.getOrDefault(name, List.of())));
        return rules;
    }

    @Override
    public synchronized ObjectNode handle(StandInCall call) {
        String rest = String.join(
                "/",
                call.path().subList(Math.min(1, call.path().size()), call.path().size()));
        return switch (call.segment(0)) {
            case "mounts" -> mounts(call, rest, false);
            case "auth" -> mounts(call, "auth/" + rest, true);
            case "policies" -> policy(call, call.segment(2));
            case "wrapping" -> wrapping(call);
            default -> throw VaultRefusal.unsupported();
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode mounts(StandInCall call, String name, boolean auth) {
        if (call.is(Operation.READ, 1)) {
            return listed(auth);
        }
        return switch (call.operation()) {
            case WRITE -> {
                mount(name, call);
                yield answer();
            }
            case DELETE -> {
                mounts.remove(name);
                yield answer();
            }
            case READ, LIST -> throw VaultRefusal.unsupported();
        };
    }

    private ObjectNode listed(boolean auth) {
        ObjectNode answer = answer();
        ObjectNode data = answer.putObject("data");
        mounts.forEach((name, engine) -> {
            if (name.startsWith("auth/") == auth) {
                ObjectNode mount =
                        data.putObject((auth ? name.substring(5) : name) + "/").put("type", engine.type());
                if (engine instanceof KeyValueEngine) {
                    mount.putObject("options").put("version", "2");
                } else {
                    mount.putNull("options");
                }
            }
        });
        return answer;
    }

    private void mount(String name, StandInCall call) {
        if (mounts.containsKey(name)) {
            throw new VaultRefusal(400, "path is already in use at " + name + "/");
        }
        String type = call.text("type");
        String version = call.body().path("options").path("version").asText();
        StandInEngine engine = engines.apply(type.equals("kv") ? "kv-v" + version : type);
        if (engine == null) {
            throw new VaultRefusal(400, "plugin not found in the catalog: " + type);
        }
        mounts.put(name, engine);
    }

    private ObjectNode policy(StandInCall call, String name) {
        if (!call.segment(1).equals("acl") || call.path().size() != 3) {
            throw VaultRefusal.unsupported();
        }
        return switch (call.operation()) {
            case READ -> {
                String text = texts.get(name);
                if (text == null) {
                    throw VaultRefusal.notFound();
                }
                ObjectNode answer = answer();
                answer.putObject("data").put("name", name).put("policy", text);
                yield answer;
            }
            case WRITE -> {
                write(name, call.text("policy"));
                yield answer();
            }
            case DELETE -> {
                policies.remove(name);
                texts.remove(name);
                yield answer();
            }
            case LIST -> throw VaultRefusal.unsupported();
        };
    }

    private void write(String name, String text) {
        try {
            policies.put(name, VaultPolicy.parse(text));
            texts.put(name, text);
        } catch (IllegalArgumentException unfit) {
            throw new VaultRefusal(400, "failed to parse policy");
        }
    }

    private ObjectNode wrapping(StandInCall call) {
        if (call.operation() != Operation.WRITE) {
            throw VaultRefusal.unsupported();
        }
        return switch (call.segment(1)) {
            case "lookup" -> tokens.lookUpWrapped(call.text("token"));
            case "unwrap" -> tokens.unwrap(call.text("token").isEmpty() ? call.token() : call.text("token"));
            default -> throw VaultRefusal.unsupported();
        };
    }
}
