// SPDX-License-Identifier: Apache-2.0
/** TCP ports that no other node on this machine gets. */
@NullMarked
package io.notenboom.launcher.port;

import org.jspecify.annotations.NullMarked;
