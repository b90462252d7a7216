// SPDX-License-Identifier: Apache-2.0
/** One node: folder layout, secrets, configuration files, processes. */
@NullMarked
package io.notenboom.launcher.node;

import org.jspecify.annotations.NullMarked;
