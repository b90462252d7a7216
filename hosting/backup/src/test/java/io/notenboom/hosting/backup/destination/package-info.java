// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.backup.destination;

import org.jspecify.annotations.NullMarked;
