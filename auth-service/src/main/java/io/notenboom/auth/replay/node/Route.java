// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One operation of a resource: its method, its path template, and how its parameters are filled (Jakarta REST). */
final class Route {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*(\\w+)\\s*(?::\\s*([^{}]+?)\\s*)?}");

    private final Object resource;
    private final Method method;
    private final String httpMethod;
    private final Pattern path;
    private final List<String> variables = new ArrayList<>();
    private final int literals;

    private Route(Object resource, Method method, String httpMethod, String template) {
        this.resource = resource;
        this.method = method;
        this.httpMethod = httpMethod;
        Matcher variable = VARIABLE.matcher(template);
        StringBuilder regex = new StringBuilder();
        int from = 0;
        int plain = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(template.substring(from, variable.start())));
            plain += variable.start() - from;
            variables.add(variable.group(1));
            regex.append('(')
                    .append(variable.group(2) == null ? "[^/]+" : variable.group(2))
                    .append(')');
            from = variable.end();
        }
        this.literals = plain + template.length() - from;
        this.path = Pattern.compile(
                regex.append(Pattern.quote(template.substring(from))).toString());
    }

    /** The operations of a resource. */
    static List<Route> of(Object resource) {
        String base = path(resource.getClass().getAnnotation(Path.class));
        List<Route> routes = new ArrayList<>();
        for (Method method : resource.getClass().getMethods()) {
            httpMethod(method)
                    .ifPresent(name -> routes.add(
                            new Route(resource, method, name, base + path(method.getAnnotation(Path.class)))));
        }
        return routes;
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String path(@Nullable Path annotation) {
        String value = annotation == null ? "" : annotation.value();
        String inner = value.startsWith("/") ? value.substring(1) : value;
        return inner.isEmpty() ? "" : "/" + inner;
    }

    boolean matches(String rawPath) {
        return path.matcher(rawPath).matches();
    }

    boolean isMethod(String name) {
        return httpMethod.equals(name);
    }

    /** How many characters of the template are no variable: the more, the earlier a route is tried. */
    int literals() {
        return literals;
    }

    /** Calls the operation; what it throws comes out as it is. */
    @Nullable
    Object call(RouteRequest request) throws Throwable {
        Matcher values = path.matcher(request.path());
        if (!values.matches()) {
            throw new IllegalArgumentException("another path");
        }
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(parameter -> argument(parameter, request, values))
                .toArray();
        try {
            return method.invoke(resource, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    private @Nullable Object argument(Parameter parameter, RouteRequest request, Matcher values) {
        if (parameter.getType() == byte[].class) {
            return request.body();
        }
        if (parameter.getType() == HttpHeaders.class) {
            return headers(request);
        }
        if (parameter.getType() == UriInfo.class) {
            return uriInfo(request);
        }
        @Nullable String text = text(parameter, request, values);
        if (parameter.getType() == int.class) {
            return Integer.parseInt(String.valueOf(text));
        }
        return text;
    }

    private @Nullable String text(Parameter parameter, RouteRequest request, Matcher values) {
        PathParam inPath = parameter.getAnnotation(PathParam.class);
        if (inPath != null) {
            String raw = values.group(variables.indexOf(inPath.value()) + 1);
            return parameter.isAnnotationPresent(Encoded.class) ? raw : decode(raw);
        }
        QueryParam inQuery = parameter.getAnnotation(QueryParam.class);
        HeaderParam inHeader = parameter.getAnnotation(HeaderParam.class);
        List<String> found = List.of();
        if (inQuery != null) {
            found = request.query(inQuery.value());
        } else if (inHeader != null) {
            found = request.header(inHeader.value());
        }
        DefaultValue otherwise = parameter.getAnnotation(DefaultValue.class);
        if (found.isEmpty()) {
            return otherwise == null ? null : otherwise.value();
        }
        return found.getFirst();
    }

    private static String decode(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Object headers(RouteRequest request) {
        return proxy(HttpHeaders.class, "getRequestHeader", arguments -> request.header((String) arguments[0]));
    }

    private static Object uriInfo(RouteRequest request) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        request.parameters().forEach(parameter -> query.add(parameter.getKey(), parameter.getValue()));
        return proxy(UriInfo.class, "getQueryParameters", arguments -> query);
    }

    private static Object proxy(Class<?> type, String only, Function<Object[], Object> answer) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (!called.getName().equals(only)) {
                throw new UnsupportedOperationException(called.getName());
            }
            return answer.apply(arguments == null ? new Object[0] : arguments);
        });
    }

    @Override
    public String toString() {
        Annotation at = resource.getClass().getAnnotation(Path.class);
        return httpMethod + " " + at + " " + method.getName();
    }
}
