// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.launcher.hosting;

import org.jspecify.annotations.NullMarked;
