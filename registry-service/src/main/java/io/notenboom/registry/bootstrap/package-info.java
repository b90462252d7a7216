// SPDX-License-Identifier: Apache-2.0
/** How a node comes to a verified history: from the logs of its peers, and again from its own files after a start. */
@NullMarked
package io.notenboom.registry.bootstrap;

import org.jspecify.annotations.NullMarked;
