// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Measures the methods of a Java file with the JDK's own parser. */
final class MethodSizes {

    /**
     * A method or constructor with a body.
     *
     * @param line where it starts, from 1
     * @param lines from its first to its last line, annotations and Javadoc not counted
     * @param parameters how many it has; 0 for a constructor of a record, whose parameters are its components
     */
    record Method(String name, int line, int lines, int parameters) {}

    private MethodSizes() {}

    static List<Method> of(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            // an empty processor path, or the whole class path is searched for compiler plugins, once for each file
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    diagnostic -> {},
                    List.of("-proc:none", "-processorpath", ""),
                    null,
                    files.getJavaFileObjects(file));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<Method> methods = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Collector(unit, positions, methods), null);
            }
            return methods;
        }
    }

    private static final class Collector extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> methods;
        private boolean inRecord;

        Collector(CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
            this.unit = unit;
            this.positions = positions;
            this.methods = methods;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            boolean outer = inRecord;
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, nothing);
            inRecord = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (method.getBody() != null) {
                LineMap map = unit.getLineMap();
                long start = positions.getStartPosition(
                        unit, method.getReturnType() == null ? method.getBody() : method.getReturnType());
                long end = positions.getEndPosition(unit, method.getBody());
                if (start >= 0 && end >= 0) {
                    int first = (int) map.getLineNumber(start);
                    int last = (int) map.getLineNumber(end);
                    methods.add(new Method(
                            method.getName().toString(),
                            first,
                            last - first + 1,
                            inRecord && method.getReturnType() == null
                                    ? 0
                                    : method.getParameters().size()));
                }
            }
            return super.visitMethod(method, nothing);
        }
    }
}
