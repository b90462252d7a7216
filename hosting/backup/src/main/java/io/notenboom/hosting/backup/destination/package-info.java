// SPDX-License-Identifier: Apache-2.0
/** Where backups are put: a folder, or a store that speaks S3. */
@NullMarked
package io.notenboom.hosting.backup.destination;

import org.jspecify.annotations.NullMarked;
